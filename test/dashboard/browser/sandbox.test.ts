/** The sandbox's screen: the customer's part, time, and what shall go wrong, by the hand of an operator. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { holdTimers } from './held-timers';
import { noticeOf, rowOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

/** How long a press holds the customer's buttons back, and how long a notice stays, where nothing ends it earlier. */
const HELD_BACK_MS = 10_000;
const NOTICE_MS = 12_000;

const PHONE = { width: 390, height: 844 };

describe('the sandbox in a browser', () => {
  inBrowser(
    'plays a customer who declines, then pays, and moves the clock until the timer has captured',
    async () => {
      const { data } = await dashboard.server.http.post('/v1/sandbox/sample-order', {});
      const { page } = await dashboard.open('/sandbox');
      const row = rowOf(page, data.orderId);
      await row.getByRole('button', { name: `Decline ${data.orderId}` }).click();
      await noticeOf(page, 'the customer has declined.').waitFor();
      await row.getByRole('button', { name: `Pay ${data.orderId}` }).click();
      await noticeOf(page, 'the customer has paid.').waitFor();
      await row.getByText('Reserved', { exact: true }).waitFor();

      await row.getByLabel('How far to move the clock').selectOption('6 days');
      await row.getByRole('button', { name: `Move clock of ${data.orderId}` }).click();
      await row.getByText('Completed', { exact: true }).waitFor();
      expect((await dashboard.booksOf(data.orderId)).captures).toMatchObject([{ amountMinor: 300_000 }]);
      await row.getByRole('link', { name: data.orderId, exact: true }).click();
      await page.getByText('NOK 3,000.00 was captured as CAP').waitFor();
    },
  );

  inBrowser('holds Pay and Decline back after a press until the row shows it, or for a while', async () => {
    const { data } = await dashboard.server.http.post('/v1/sandbox/sample-order', {});
    const { page } = await dashboard.open('/sandbox');
    const endWait = await holdTimers(page, HELD_BACK_MS);
    const row = rowOf(page, data.orderId);
    const button = (act: string) => row.getByRole('button', { name: `${act} ${data.orderId}` });
    await button('Decline').click();
    await noticeOf(page, 'the customer has declined.').waitFor();
    // The press itself is over: the clock can be moved.
    await row.getByRole('button', { name: 'Move clock', disabled: false }).waitFor();
    expect([await button('Pay').isDisabled(), await button('Decline').isDisabled()]).toEqual([true, true]);
    await endWait();
    await button('Pay').click();
    await row.getByText('Reserved', { exact: true }).waitFor();
  });

  inBrowser('tells the last of each order, and never over the switches at the foot', async () => {
    const { data } = await dashboard.server.http.post('/v1/sandbox/sample-order', {});
    for (const viewport of [{ width: 1280, height: 800 }, PHONE]) {
      const { page } = await dashboard.open('/sandbox', { viewport });
      await holdTimers(page, NOTICE_MS);
      const move = `Move clock of ${data.orderId}`;
      await rowOf(page, data.orderId).getByLabel('How far to move the clock').selectOption('1 hour');
      const notices = page.getByRole('status', { name: 'Notices' }).locator('.notice');
      await page.getByRole('button', { name: 'Place order' }).click();
      await noticeOf(page, 'is placed. Its customer has not paid yet.').waitFor();
      for (let presses = 0; presses < 2; presses += 1) {
        const moved = page.waitForResponse('**/advance');
        await page.getByRole('button', { name: move }).click();
        await moved;
        await page.getByRole('button', { name: move, disabled: false }).waitFor();
      }
      await noticeOf(page, `${data.orderId}: the clock was moved.`).waitFor();
      expect(await notices.count()).toBe(2);

      await page.getByLabel('Theme').scrollIntoViewIfNeeded();
      const lowest = await notices.last().boundingBox();
      for (const name of ['Language', 'Theme']) {
        const free = await page.getByLabel(name).boundingBox();
        expect((lowest?.y ?? 0) + (lowest?.height ?? 0)).toBeLessThanOrEqual(free?.y ?? 0);
      }
    }
  });

  inBrowser('sets what shall go wrong, shows it, and clears it', async () => {
    const { page } = await dashboard.open('/sandbox');
    await page.getByLabel('Fault').selectOption('Callback: one comes twice');
    await page.getByRole('button', { name: 'Set fault' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Callback: one comes twice once more' }).waitFor();
    await page.getByRole('button', { name: 'Clear all faults' }).click();
    await page.getByRole('heading', { name: 'No fault is set' }).waitFor();
    expect((await dashboard.server.http.get('/v1/sandbox')).data.faults).toEqual([]);
  });

  inBrowser('tells that a fault has struck, and is used up', async () => {
    const { http, world } = dashboard.server;
    await http.post('/v1/sandbox/faults', { call: 'history', kind: '500', when: 'before', times: 1 });
    const { page } = await dashboard.open('/sandbox');
    await page.getByRole('listitem').filter({ hasText: '"call":"history"' }).waitFor();
    await fetch(`${world.sandbox.baseUrl}/connect/reservations/history`, {
      headers: { Authorization: `Bearer ${world.sandbox.token}` },
    });
    await page.getByRole('listitem').filter({ hasText: 'has struck, used up' }).waitFor();
    await page.getByRole('heading', { name: 'No fault is set' }).waitFor();
    await page.getByRole('button', { name: 'Clear all faults' }).click();
    await page.getByRole('listitem').filter({ hasText: 'used up' }).waitFor({ state: 'detached' });
  });
});
