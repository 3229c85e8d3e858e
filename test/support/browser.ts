// Finds a Chromium or Chrome for tests that press real buttons, and starts it headless.
import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import which from 'which';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'] as const;
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
] as const;

/** The path of a browser, from CHROME_PATH, PATH or the usual places; null where there is none. */
export function findBrowser(): string | null {
  const named = process.env['CHROME_PATH'];
  const onPath = COMMANDS.map((command) => which.sync(command, { nothrow: true }));
  const candidates = [named, ...onPath, ...PLACES].filter((path) => typeof path === 'string');
  return candidates.find(isExecutable) ?? null;
}

/** Starts the browser headless, with nothing that calls home. Close it when done. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Says loudly, on the terminal of the run, that browser tests are skipped and why. */
export function announceSkippedBrowserTests(): void {
  process.stderr.write(
    '\nSKIPPED: no chromium or chrome was found, so the browser tests did not run. Set CHROME_PATH to one.\n\n',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
