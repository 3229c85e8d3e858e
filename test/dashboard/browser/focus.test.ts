/** Where the focus is: in the dialog that has opened, nowhere behind it, and back where it was; never nowhere. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { focused } from './page-facts';
import { noticeOf, rowOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

/** More than any dialog has stops. */
const TABS = 15;

/** Where the focus comes by so many steps, by whether it is in the dialog: between two rounds a browser has it itself. */
async function wayRound(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let tabs = 0; tabs < TABS; tabs += 1) {
    await page.keyboard.press(key);
    seen.add(
      await page.evaluate<string>(
        "document.activeElement === document.body ? 'nowhere' : document.activeElement.closest('dialog') ? 'inside' : 'behind'",
      ),
    );
  }
  return seen;
}

/** Opens a dialog by the keyboard, goes round in it, leaves it, and looks where the focus is then. */
async function goThrough(page: Page, { opener, title }: { opener: Locator; title: string }): Promise<void> {
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.locator(':focus').waitFor();
  for (const key of ['Tab', 'Shift+Tab'] as const) {
    const seen = await wayRound(page, key);
    expect([key, title, seen.has('inside'), seen.has('behind')]).toEqual([key, title, true, false]);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await focused(opener);
}

describe('the focus', () => {
  inBrowser('goes into every confirmation, stays there, and returns to where it was', async () => {
    const orderId = await dashboard.hold();
    const unknown = await dashboard.hold();
    await dashboard.loseCapture(unknown);
    const { page } = await dashboard.open('/');
    const button = (name: string) => page.getByRole('button', { name });
    await goThrough(page, { opener: button(`Capture ${orderId}`), title: `Capture ${orderId}` });
    await rowOf(page, orderId).getByRole('checkbox').check();
    await goThrough(page, { opener: button('Capture selected'), title: 'Capture 1 order' });

    await page.getByRole('link', { name: orderId, exact: true }).click();
    const actions = page.getByRole('region', { name: 'Actions' });
    for (const action of ['Capture', 'Charge', 'Cancel']) {
      const opener = actions.getByRole('button', { name: action });
      await goThrough(page, { opener, title: `${action} ${orderId}` });
    }

    await page.getByRole('link', { name: /1 needs attention/ }).click();
    const opener = button(`It happened: ${unknown}`);
    await goThrough(page, { opener, title: `The capture of ${unknown} happened` });
  });

  inBrowser('goes to the heading when what had it is gone with its row', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/');
    await page.getByRole('button', { name: `Capture ${orderId}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Capture NOK 3,000.00' }).press('Enter');
    await noticeOf(page, `${orderId}: captured NOK 3,000.00.`).waitFor();
    await rowOf(page, orderId).waitFor({ state: 'detached' });
    await focused(page.getByRole('heading', { name: 'Due', level: 1 }));
  });
});
