// The checkout page in a real browser: a person pays, and a person declines.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { announceSkippedBrowserTests, findBrowser, launchBrowser } from '../support/browser';
import { anOrder, startMerchant } from './support/merchant';

const executablePath = findBrowser();
const inBrowser = executablePath === null ? it.skip : it;
let browser: Browser | undefined;

beforeAll(async () => {
  if (executablePath === null) announceSkippedBrowserTests();
  else browser = await launchBrowser(executablePath);
});

afterAll(async () => {
  await browser?.close();
});

async function visit(url: string) {
  if (browser === undefined) throw new Error('no browser was started');
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(url);
  return { page, complaints };
}

describe('the checkout page in a browser', () => {
  inBrowser('lets a person decline, then pay, without a word from the content policy', async () => {
    const { submit, sandbox } = await startMerchant();
    const uuid = await submit();
    const { page, complaints } = await visit(sandbox.control.reservation(uuid).payUrl);
    await page.getByRole('button', { name: 'Decline' }).click();
    expect(await page.locator('#notice h2').textContent()).toBe('You declined the payment');
    expect(sandbox.control.reservation(uuid).status).toBe('SENT');
    await page.getByRole('button', { name: 'Pay NOK 150.00' }).click();
    expect(await page.locator('#notice h2').textContent()).toBe('Payment reserved');
    expect(sandbox.control.reservation(uuid)).toMatchObject({ status: 'RESERVED', reservedMinor: 15_000 });
    expect(complaints).toEqual([]);
  });

  inBrowser("takes a session's customer back to the merchant", async () => {
    const { send, sandbox } = await startMerchant();
    const merchantPage = await startMerchant();
    const back = (result: string) => `${merchantPage.sandbox.origin}/reservations/details/${result}`;
    const callback = { success: back('thanks'), failure: back('sorry') };
    const order = anOrder({ submitPayment: { via: 'visa' }, callback });
    const { paymentUrl, reservationUuid } = (await send('POST', 'create', order)).body.data;
    const { page } = await visit(paymentUrl);
    await page.locator('#decline').click();
    expect(page.url()).toBe(callback.failure);
    await page.goto(paymentUrl);
    await page.locator('#pay').click();
    expect(page.url()).toBe(callback.success);
    expect(sandbox.control.reservation(reservationUuid).status).toBe('RESERVED');
  });

  inBrowser('fits a telephone without scrolling sideways', async () => {
    const { submit, sandbox } = await startMerchant();
    const { page } = await visit(sandbox.control.reservation(await submit()).payUrl);
    await page.setViewportSize({ width: 320, height: 640 });
    const widths = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
    expect(widths).toEqual([320, 320]);
  });
});
