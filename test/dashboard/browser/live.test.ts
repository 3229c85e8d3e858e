/** A page that stays open all day: what changes comes to it, and a connection that was lost is opened again. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { KEYS } from '../../http/running-server';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { openWindow, rowOf } from './window';
import { openWire } from './wire';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

const LOST = 'The connection to Holdfast is lost.';
const CHANGES = '**/v1/changes';

/** Due, once the feed of changes stands: from then on nothing is missed. */
async function openDue(origin: string): Promise<Page> {
  const { page } = await openWindow(dashboard.browser, { origin });
  await page.request.post('/session', { data: { key: KEYS.operator } });
  const feed = page.waitForResponse(CHANGES);
  await page.goto('/');
  await feed;
  await page.getByRole('heading', { name: 'Due', level: 1 }).waitFor();
  await page.evaluate('window.isTheSamePage = true');
  return page;
}

const isTheSamePage = (page: Page) => page.evaluate('window.isTheSamePage === true');

describe('a page that stays open', () => {
  inBrowser(
    'reads its list anew for a hold that is made, and for one that somebody else captures',
    async () => {
      const page = await openDue(dashboard.server.origin);
      const orderId = await dashboard.hold();
      await rowOf(page, orderId).getByText('Captures NOK 3,000.00').waitFor();
      expect(await dashboard.command(orderId, 'capture', {})).toBe(200);
      await rowOf(page, orderId).waitFor({ state: 'detached' });
      expect(await isTheSamePage(page)).toBe(true);
    },
  );

  inBrowser('says that its connection broke, opens it again, and shows what happened meanwhile', async () => {
    const gone = await dashboard.hold();
    const wire = await openWire(dashboard.server.origin);
    const page = await openDue(wire.origin);
    await rowOf(page, gone).waitFor();
    await wire.cut();
    await page.getByRole('alert').getByText(LOST).waitFor();
    await page.getByText('What is shown may be old.').waitFor();
    expect(await rowOf(page, gone).count()).toBe(1);
    expect(await dashboard.command(gone, 'cancel', { note: 'The guest has called' })).toBe(200);
    const made = await dashboard.hold();

    const reopened = page.waitForRequest(CHANGES);
    await wire.mend();
    await reopened;
    await page.getByText(LOST).waitFor({ state: 'detached' });
    await rowOf(page, made).waitFor();
    await rowOf(page, gone).waitFor({ state: 'detached' });
    expect(await isTheSamePage(page)).toBe(true);
    await wire.cut();
  });
});
