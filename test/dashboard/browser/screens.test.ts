/**
 * What is true of every screen: no violation in axe-core in either theme, nothing in the console, nothing asked of other
 * hosts, no sideways scrolling on a phone.
 *
 * With HOLDFAST_PICTURES=1 it also takes the pictures of the screens for the documents, into docs/pictures:
 * `HOLDFAST_PICTURES=1 npx jest test/dashboard/browser/screens`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type AxeResults, source as axeSource } from 'axe-core';
import type { Page } from 'playwright-core';
import { ROOT } from '../../start/built';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { everyScreen, type Screen } from './every-screen';
import { smallPng } from './small-png';
import type { Window, WindowOptions } from './window';

let dashboard: Dashboard;
let screens: Screen[] = [];

beforeAll(async () => {
  dashboard = await startDashboard();
  screens = await everyScreen(dashboard);
}, START_MS);
afterAll(() => dashboard?.close());

const PICTURES = join(ROOT, 'docs/pictures');
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Takes a picture where pictures are wanted. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env['HOLDFAST_PICTURES'] !== '1') return;
  mkdirSync(PICTURES, { recursive: true });
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  writeFileSync(join(PICTURES, `${name}.png`), smallPng(taken));
}

/** What axe-core finds, each with where. */
async function violations(page: Page): Promise<string[]> {
  // Not a script of the page: the content policy would not have it.
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Goes from screen to screen in two windows, signed in and not; what `look` says of each, by its name. */
async function onEveryScreen<T>(
  options: WindowOptions,
  look: (window: Window, screen: Screen) => Promise<T>,
): Promise<Record<string, T>> {
  const said: Record<string, T> = {};
  const windows = {
    inside: await dashboard.open('/', options),
    outside: await dashboard.open('/', { ...options, as: null }),
  };
  for (const screen of screens) {
    const window = windows[screen.isInside ? 'inside' : 'outside'];
    await window.page.goto(screen.path);
    await screen.isThere(window.page);
    said[screen.name] = await look(window, screen);
  }
  await Promise.all(Object.values(windows).map((window) => window.close()));
  return said;
}

const nothingOn = () => Object.fromEntries(screens.map(({ name }) => [name, []]));

describe('every screen', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    inBrowser(
      `can be used by all, complains of nothing and asks nobody else, in ${colorScheme}`,
      async () => {
        const found = await onEveryScreen({ colorScheme, viewport: DESK }, async (window, { name }) => {
          await picture(window.page, `${name}-${colorScheme}`);
          const broken = await violations(window.page);
          return [...broken, ...window.complaints.splice(0), ...window.elsewhere.splice(0)];
        });
        expect(found).toEqual(nothingOn());
      },
    );
  }

  inBrowser('fits a phone without scrolling sideways', async () => {
    const found = await onEveryScreen({ viewport: PHONE }, async ({ page }, { name }) => {
      await picture(page, `${name}-phone`);
      const widths = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
      return { widths, broken: await violations(page) };
    });
    const fitting = { widths: [PHONE.width, PHONE.width], broken: [] };
    expect(found).toEqual(Object.fromEntries(screens.map(({ name }) => [name, fitting])));
  });

  inBrowser('can be dark where the system is light, and stays so', async () => {
    const { page } = await dashboard.open('/', { colorScheme: 'light' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.getByRole('heading', { name: 'Due', level: 1 }).waitFor();
    const light = await ground();
    await page.getByLabel('Theme').selectOption('Dark');
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByRole('heading', { name: 'Due', level: 1 }).waitFor();
    expect(await ground()).toBe(dark);
  });

  inBrowser('has a confirmation that can be used by all, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await dashboard.open('/', { colorScheme });
      await page
        .getByRole('button', { name: /^Capture sample/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      await picture(page, `capture-${colorScheme}`);
      expect(await violations(page)).toEqual([]);
    }
  });
});
