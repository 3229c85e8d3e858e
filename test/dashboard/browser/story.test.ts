/** The whole story in a browser, over `holdfast start` as a user has it: placed, paid, captured early, seen elsewhere. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ensureBuilt } from '../../start/built';
import { type StartPlace, startPlace } from '../../start/start-process';
import { inBrowser, START_MS, startBrowser } from './dashboard';
import { readTrueBooks } from './true-books';
import { noticeOf, openWindow, rowOf } from './window';

let place: StartPlace | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  ensureBuilt();
  place = await startPlace();
  [browser] = await Promise.all([startBrowser(), place.start().ready()]);
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await place?.close();
});

async function operatorsWindow() {
  if (!browser || !place) throw new Error('nothing was started');
  const window = await openWindow(browser, { origin: place.url });
  await window.page.goto('/');
  await window.page.getByLabel('API key').fill(place.key('operator'));
  await window.page.getByRole('button', { name: 'Sign in' }).click();
  await window.page.getByRole('heading', { name: 'Due', level: 1 }).waitFor();
  return window;
}

async function placeSampleOrder(page: Page): Promise<string> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Sandbox' }).click();
  await page.getByLabel('Amount in NOK').fill('1234.56');
  await page.getByRole('button', { name: 'Place order' }).click();
  const told = await noticeOf(page, 'is placed. Its customer has not paid yet.').textContent();
  return told?.split(' ')[0] ?? '';
}

async function payAtCheckout(page: Page, orderId: string): Promise<void> {
  await rowOf(page, orderId).getByRole('link', { name: orderId, exact: true }).click();
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Payment page' }).click();
  const checkout = await opened;
  await checkout.getByRole('button', { name: /^Pay/ }).click();
  await checkout.getByRole('heading', { name: 'Payment reserved' }).waitFor();
  await checkout.close();
}

describe('an order that an operator lives through', () => {
  inBrowser(
    'is placed, paid at the checkout, found due, captured early from its row, and seen live in a second window',
    async () => {
      const mine = await operatorsWindow();
      const theirs = await operatorsWindow();
      await theirs.page.getByText('No holds').waitFor();
      await theirs.page.evaluate('window.isTheSamePage = true');

      const orderId = await placeSampleOrder(mine.page);
      await payAtCheckout(mine.page, orderId);
      await rowOf(theirs.page, orderId).getByText('Captures NOK 1,234.56').waitFor();

      await mine.page.getByRole('navigation').getByRole('link', { name: 'Due' }).click();
      await mine.page.getByRole('button', { name: `Capture ${orderId}` }).click();
      const dialog = mine.page.getByRole('dialog', { name: `Capture ${orderId}` });
      await dialog.getByText('Takes NOK 1,234.56 from the card now.').waitFor();
      await dialog.getByText('It can only be refunded afterwards.').waitFor();
      await dialog.getByRole('button', { name: 'Capture NOK 1,234.56' }).click();
      await noticeOf(mine.page, `${orderId}: captured NOK 1,234.56.`).waitFor();
      await dialog.waitFor({ state: 'detached' });

      await rowOf(theirs.page, orderId).waitFor({ state: 'detached' });
      expect(await theirs.page.evaluate('window.isTheSamePage')).toBe(true);

      await theirs.page.goto(`/orders/${orderId}`);
      await theirs.page.getByRole('heading', { name: orderId, level: 1 }).waitFor();
      await theirs.page.getByText('Completed', { exact: true }).first().waitFor();
      const history = theirs.page.getByRole('region', { name: 'History' });
      await history.getByText('NOK 1,234.56 was captured as CAP').waitFor();

      const books = await readTrueBooks(place?.sandboxUrl() ?? '', orderId);
      expect(books).toMatchObject({ capturedMinor: 123_456, captures: [{ amountMinor: 123_456 }] });
      expect([...mine.complaints, ...theirs.complaints]).toEqual([]);
      expect([...mine.elsewhere, ...theirs.elsewhere]).toEqual([]);
    },
  );
});
