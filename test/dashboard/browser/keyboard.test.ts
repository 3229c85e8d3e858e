/** The dashboard without a mouse: nothing here clicks. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { KEYS } from '../../http/running-server';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { hasFocus, tabTo } from './page-facts';
import { noticeOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

describe('without a mouse', () => {
  inBrowser('an operator signs in, finds a hold, captures it, and signs out', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/', { as: null });
    await tabTo(page, page.getByLabel('API key'));
    await page.keyboard.type(KEYS.operator);
    await page.keyboard.press('Enter');

    const capture = page.getByRole('button', { name: `Capture ${orderId}` });
    await tabTo(page, capture);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: `Capture ${orderId}` });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await hasFocus(capture)).toBe(true);

    await page.keyboard.press('Enter');
    await tabTo(page, dialog.getByRole('button', { name: 'Capture NOK 3,000.00' }));
    await page.keyboard.press('Enter');
    await noticeOf(page, `${orderId}: captured NOK 3,000.00.`).waitFor();
    await page.getByRole('heading', { name: 'Due', level: 1 }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Sign out' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  inBrowser(
    'single keys lead from screen to screen and from row to row, and can be switched off',
    async () => {
      const first = await dashboard.hold({ policy: { captureWindow: 'P3D' } });
      const second = await dashboard.hold();
      const { page } = await dashboard.open('/');
      for (const orderId of [first, second]) {
        await page.getByRole('button', { name: `Capture ${orderId}` }).waitFor();
      }
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      expect(await hasFocus(page.getByRole('link', { name: second, exact: true }))).toBe(true);
      await page.keyboard.press('x');
      await page.getByText('1 order selected, NOK 3,000.00').waitFor();
      await page.keyboard.press('k');
      await page.keyboard.press('c');
      const dialog = page.getByRole('dialog', { name: `Capture ${first}` });
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      for (const [keys, title] of [
        ['ga', 'Attention'],
        ['gl', 'All orders'],
        ['gs', 'Sandbox'],
        ['gd', 'Due'],
      ] as const) {
        for (const key of keys) await page.keyboard.press(key);
        await page.getByRole('heading', { name: title, level: 1 }).waitFor();
      }
      await page.keyboard.press('/');
      expect(await hasFocus(page.getByRole('searchbox', { name: 'Search' }))).toBe(true);
      await page.keyboard.press('Shift+Tab');

      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await tabTo(page, help.getByRole('checkbox', { name: 'Single-key shortcuts are on' }));
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'detached' });
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      await page.keyboard.press('?');
      await help.waitFor();
      expect(new URL(page.url()).pathname).toBe('/');
    },
  );

  inBrowser('the first Tab leads past the navigation to the content', async () => {
    const { page } = await dashboard.open('/');
    await page.getByRole('heading', { name: 'Due', level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await hasFocus(page.getByRole('link', { name: 'Skip to the content' }))).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true);
  });
});
