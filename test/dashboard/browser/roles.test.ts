/** What keys that are no operator's see in a browser, and that what they are not shown they cannot do either. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { drawn } from './page-facts';
import { noticeOf, rowOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

/** Asks the server as the page would, with its session: what it answers. */
async function asThePage(page: Page, path: string, data: object): Promise<[number, string]> {
  const { csrfToken } = await (await page.request.get('/session')).json();
  const answer = await page.request.post(path, { data, headers: { 'x-csrf-token': csrfToken } });
  return [answer.status(), (await answer.json()).code];
}

const refused = [403, 'role_not_allowed'];

describe('a viewer', () => {
  inBrowser('sees an attention with its evidence, and has no answer to give', async () => {
    const orderId = await dashboard.hold();
    await dashboard.loseCapture(orderId);
    const { page } = await dashboard.open('/attention', { as: 'viewer' });
    const card = page.getByRole('article', { name: orderId });
    await card.getByText('What we sent').waitFor();
    await card.getByText('Then captured NOK 1,000.00').waitFor();
    expect(await card.getByRole('button').count()).toBe(0);
    const { operations } = (await dashboard.server.http.get(`/v1/reservations/${orderId}`)).data;
    const { operationId } = operations.at(-1);
    const word = { operationId, outcome: 'refused', evidence: 'Their dashboard shows no capture' };
    expect(await asThePage(page, `/v1/reservations/${orderId}/resolve`, word)).toEqual(refused);
  });

  inBrowser('finds no action behind a key, an address, or a request of his own', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/', { as: 'viewer' });
    await rowOf(page, orderId).waitFor();
    for (const key of ['j', 'x', 'c']) await page.keyboard.press(key);
    await drawn(page);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByText('selected').count()).toBe(0);

    await page.goto(`/orders/${orderId}`);
    await page.getByText('Your key may read this order and nothing else.').waitFor();
    expect(await page.getByRole('region', { name: 'Actions' }).count()).toBe(0);
    const asked: [string, object][] = [
      [`/v1/reservations/${orderId}/capture`, {}],
      [`/v1/reservations/${orderId}/cancel`, { note: 'A viewer tries' }],
      [`/v1/reservations/${orderId}/customer`, {}],
      ['/v1/sandbox/sample-order', {}],
    ];
    for (const [path, body] of asked) {
      expect([path, await asThePage(page, path, body)]).toEqual([path, refused]);
    }
    expect(await dashboard.booksOf(orderId)).toMatchObject({ captures: [], capturedMinor: 0 });
  });
});

describe("a booking system's key", () => {
  inBrowser('is offered to cancel what nothing was taken of, and nothing that moves money', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/', { as: 'booking' });
    await rowOf(page, orderId).waitFor();
    expect(await page.getByRole('button', { name: 'Capture' }).count()).toBe(0);
    await page.getByRole('link', { name: orderId, exact: true }).click();
    const actions = page.getByRole('region', { name: 'Actions' });
    await actions.getByRole('button', { name: 'Cancel' }).waitFor();
    expect(await actions.getByRole('button').allTextContents()).toEqual(['Cancel order…']);
    expect(await asThePage(page, `/v1/reservations/${orderId}/capture`, {})).toEqual(refused);
    await actions.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel and release NOK 3,000.00' }).click();
    await noticeOf(page, `${orderId}: cancelled.`).waitFor();
  });
});
