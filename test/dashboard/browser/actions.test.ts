/** What may be done with an order in a browser: what is offered, what a confirmation says, what is refused kindly. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { noticeOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

const toolbar = (page: Page) => page.getByRole('region', { name: 'Actions' });

/** The confirmation of an action, opened. */
async function confirming(page: Page, action: string) {
  await toolbar(page).getByRole('button', { name: action }).click();
  return page.getByRole('dialog');
}

describe('an order in a browser', () => {
  inBrowser('offers what the server allows at this moment, and nothing else', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open(`/orders/${orderId}`);
    await toolbar(page).getByRole('button', { name: 'Capture' }).waitFor();
    expect(await toolbar(page).getByRole('button').allTextContents()).toEqual([
      'Capture…',
      'Charge…',
      'Cancel order…',
    ]);
    const dialog = await confirming(page, 'Cancel order');
    await dialog.getByText('Releases NOK 3,000.00 now; cannot be undone.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel and release NOK 3,000.00' }).click();
    await noticeOf(page, `${orderId}: cancelled.`).waitFor();
    await page.getByText('Nothing can be done with this order at the moment.').waitFor();
    expect(await toolbar(page).count()).toBe(0);
  });

  inBrowser('refuses kindly what somebody has made impossible behind an open confirmation', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open(`/orders/${orderId}`);
    const dialog = await confirming(page, 'Capture');
    expect(await dashboard.command(orderId, 'cancel', { note: 'The guest has called' })).toBe(200);
    await dialog.getByRole('button', { name: 'Capture NOK 3,000.00' }).click();
    const alert = dialog.getByRole('alert');
    await alert.getByText('Somebody was faster').waitFor();
    await alert.getByText('Cancelled', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('Nothing can be done with this order at the moment.').waitFor();
  });

  inBrowser('captures a part, and refunds of the capture that is chosen', async () => {
    const orderId = await dashboard.hold({ policy: { capture: 'manual', complete: 'manual' } });
    expect(await dashboard.command(orderId, 'capture', { amountMinor: 20_000 })).toBe(200);
    const { page } = await dashboard.open(`/orders/${orderId}`);
    const capturing = await confirming(page, 'Capture');
    await capturing.getByRole('radio', { name: 'An amount' }).check();
    const noAmount = 'Give an amount to see what it will do.';
    await capturing.getByText(noAmount).waitFor();
    await capturing.getByLabel('Amount in NOK').fill('2800.01');
    await capturing.getByText('Give at most NOK 2,800.00.').waitFor();
    expect(await capturing.getByText(noAmount).count()).toBe(0);
    await capturing.getByLabel('Amount in NOK').fill('500');
    await capturing.getByText('Takes NOK 500.00 from the card now.').waitFor();
    await capturing.getByText('NOK 2,300.00 stays held').waitFor();
    await capturing.getByRole('button', { name: 'Capture NOK 500.00' }).click();
    await noticeOf(page, `${orderId}: captured NOK 500.00.`).waitFor();

    const [first, second] = (await dashboard.booksOf(orderId)).captures;
    // The refund can be of either: its dialog keeps the books that it was opened with.
    await page.getByRole('button', { name: `Refund ${second?.reference}` }).waitFor();
    await page.getByRole('button', { name: `Refund ${first?.reference}` }).click();
    const refunding = page.getByRole('dialog', { name: `Refund ${orderId}` });
    const source = refunding.getByLabel('Of which capture or charge');
    expect(await source.inputValue()).toBe(first?.reference);
    await source.selectOption(second?.reference ?? '');
    await refunding.getByRole('radio', { name: 'An amount' }).check();
    await refunding.getByLabel('Amount in NOK').fill('500.01');
    await refunding.getByText('That is more than is left.').waitFor();
    await refunding.getByText('Give at most NOK 500.00.').waitFor();
    await refunding.getByLabel('Amount in NOK').fill('125.50');
    await refunding.getByText(`Gives NOK 125.50 of ${second?.reference} back to the customer now`).waitFor();
    await refunding.getByRole('button', { name: 'Refund NOK 125.50' }).click();
    await noticeOf(page, `${orderId}: refunded NOK 125.50.`).waitFor();
    expect((await dashboard.booksOf(orderId)).refunds).toMatchObject([
      { reference: second?.reference, amountMinor: 12_550 },
    ]);
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: second?.reference ?? '' }) });
    await row.getByText('NOK 125.50').waitFor();
  });
});
