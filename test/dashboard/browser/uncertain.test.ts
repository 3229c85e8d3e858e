/** A command whose answer never came: sent again word by word, done once, and not left behind by accident. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Locator, Page, Request, Route } from 'playwright-core';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { drawn } from './page-facts';
import { noticeOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

const CAPTURES = '**/v1/reservations/*/capture';
const UNKNOWN = 'Whether it was taken on is not known.';
const CONFIRM = 'Capture NOK 3,000.00';

/** What may become of the first sending on its way. */
const MISHAPS: Record<string, (route: Route) => Promise<void>> = {
  'its answer is lost': async (route) => {
    await route.fetch();
    await route.abort();
  },
  'the server is away': (route) => route.abort('connectionrefused'),
  "somebody else's page answers": (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
};

/** The confirmation of a capture from the order's row. */
async function confirming(page: Page, orderId: string): Promise<Locator> {
  await page.getByRole('button', { name: `Capture ${orderId}` }).click();
  return page.getByRole('dialog', { name: `Capture ${orderId}` });
}

/** Sends a capture whose outcome the page does not learn. */
async function uncertain(page: Page, orderId: string): Promise<Locator> {
  await page.route(CAPTURES, (route) => route.abort(), { times: 1 });
  const dialog = await confirming(page, orderId);
  await dialog.getByRole('button', { name: CONFIRM }).click();
  await dialog.getByText(UNKNOWN).waitFor();
  return dialog;
}

/** Sends a capture that stays on its way until it is let go. */
async function sending(page: Page, orderId: string): Promise<{ dialog: Locator; letGo: () => void }> {
  let letGo: () => void = () => undefined;
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(CAPTURES, (route) => isLetGo.then(() => route.abort()), { times: 1 });
  const dialog = await confirming(page, orderId);
  await dialog.getByRole('button', { name: CONFIRM }).click();
  await dialog.getByRole('button', { name: 'Sending…' }).waitFor();
  return { dialog, letGo };
}

const sentBy = (request: Request) => ({
  url: request.url(),
  key: request.headers()['idempotency-key'],
  body: request.postData(),
});

describe('a capture whose outcome is not known because', () => {
  for (const [mishap, befall] of Object.entries(MISHAPS)) {
    inBrowser(`${mishap} is sent again exactly as it was, and is done once`, async () => {
      const orderId = await dashboard.hold();
      const { page } = await dashboard.open('/');
      const sent: ReturnType<typeof sentBy>[] = [];
      await page.route(CAPTURES, (route) => {
        sent.push(sentBy(route.request()));
        return sent.length === 1 ? befall(route) : route.continue();
      });
      const dialog = await confirming(page, orderId);
      await dialog.getByLabel('Note').fill('The guest has asked');
      await dialog.getByRole('button', { name: CONFIRM }).click();
      await dialog.getByText(UNKNOWN).waitFor();
      expect(await dialog.getByLabel('Note').isDisabled()).toBe(true);
      await dialog.getByRole('button', { name: 'Try again' }).click();
      await noticeOf(page, `${orderId}: captured NOK 3,000.00.`).waitFor();

      const [first, second, ...more] = sent;
      expect(first?.key).toMatch(/^[\w-]{36}$/);
      expect(JSON.parse(first?.body ?? '')).toEqual({ note: 'The guest has asked' });
      expect([second, more]).toEqual([first, []]);
      const { data } = await dashboard.server.http.get(`/v1/reservations/${orderId}`);
      const captures = data.operations.filter(({ kind }: { kind: string }) => kind === 'capture');
      expect(captures).toMatchObject([{ status: 'executed', amountMinor: 300_000 }]);
      expect((await dashboard.booksOf(orderId)).captures).toMatchObject([{ amountMinor: 300_000 }]);
    });
  }
});

describe('a confirmation that nobody knows the outcome of', () => {
  inBrowser('is left by Escape, by its cross and by its button in two steps only', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/');
    const ways: ((dialog: Locator) => Promise<void>)[] = [
      () => page.keyboard.press('Escape'),
      (dialog) => dialog.getByRole('button', { name: 'Close' }).click(),
      (dialog) => dialog.getByRole('button', { name: /^(Go back|Forget it, and go back)$/ }).click(),
    ];
    for (const leave of ways) {
      const dialog = await uncertain(page, orderId);
      await leave(dialog);
      await dialog.getByText('Going back forgets the key.').waitFor();
      await dialog.getByRole('button', { name: 'Forget it, and go back' }).waitFor();
      await dialog.getByRole('button', { name: 'Try again' }).waitFor();
      await leave(dialog);
      await dialog.waitFor({ state: 'detached' });
    }
    expect((await dashboard.booksOf(orderId)).captures).toEqual([]);
  });

  inBrowser('opens again when the browser closes it by itself, and can still be sent', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/');
    const dialog = await uncertain(page, orderId);
    await page.evaluate("document.querySelector('dialog').close()");
    await dialog.getByText('Going back forgets the key.').waitFor();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await noticeOf(page, `${orderId}: captured NOK 3,000.00.`).waitFor();
  });

  inBrowser('cannot be left while it is being sent, by nothing', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/');
    const { dialog, letGo } = await sending(page, orderId);
    await page.keyboard.press('Escape');
    // A browser closes it for a second Escape, whatever the page says to the first.
    await page.keyboard.press('Escape');
    // They say that they are out of use, which keeps nobody from pressing them.
    for (const name of ['Close', 'Go back'])
      await dialog.getByRole('button', { name }).click({ force: true });
    await page.evaluate("document.querySelector('dialog').close()");
    await drawn(page);
    expect(await dialog.getByRole('button', { name: 'Sending…' }).isVisible()).toBe(true);
    letGo();
    await dialog.getByText(UNKNOWN).waitFor();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await noticeOf(page, `${orderId}: captured NOK 3,000.00.`).waitFor();
    expect((await dashboard.booksOf(orderId)).captures).toMatchObject([{ amountMinor: 300_000 }]);
  });
});
