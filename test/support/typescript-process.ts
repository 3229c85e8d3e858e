/** Runs a TypeScript file in a process of its own and gives what it printed, for tests in which processes share something. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const TIMEOUT_MS = 25_000;

/** What the file printed on stdout; rejects when it fails or takes longer than 25 seconds. */
export async function runTypescript(file: string, args: readonly string[]): Promise<string> {
  const run = [join(__dirname, 'run-typescript.js'), file, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, run, { timeout: TIMEOUT_MS });
  return stdout;
}
