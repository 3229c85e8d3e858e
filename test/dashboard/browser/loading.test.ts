/** How the dashboard comes to a browser: little of it, all from here; and what it says while nothing comes. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { KEYS } from '../../http/running-server';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

const FIRST_LOAD_BYTES = 200_000;

describe('the dashboard', () => {
  inBrowser('is there after less than 200 KB, its first screen and what that shows included', async () => {
    const orderId = await dashboard.hold();
    const { page, elsewhere } = await dashboard.open('/');
    await page.getByRole('button', { name: `Capture ${orderId}` }).waitFor();
    const loaded = await page.evaluate<{ name: string; encodedBodySize: number; decodedBodySize: number }[]>(
      "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((one) => one.toJSON())",
    );
    const scripts = loaded.filter(({ name }) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    for (const { encodedBodySize, decodedBodySize } of scripts) {
      expect(encodedBodySize).toBeLessThan(decodedBodySize);
    }
    expect(loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)).toBeLessThan(
      FIRST_LOAD_BYTES,
    );
    expect(elsewhere).toEqual([]);
  });

  inBrowser('reads its rows first, and counts after them', async () => {
    await dashboard.hold();
    const { page } = await dashboard.open('/', { as: null });
    await page.request.post('/session', { data: { key: KEYS.operator } });
    const seen: string[] = [];
    page.on('request', (request) => seen.push(`${new URL(request.url()).pathname} asked`));
    page.on('response', (response) => seen.push(`${new URL(response.url()).pathname} answered`));
    await page.goto('/');
    await page.getByRole('link', { name: 'Due, 0 due within 24 hours' }).waitFor();
    const asked = seen.indexOf('/v1/summary asked');
    expect(seen.slice(0, asked).filter((one) => one === '/v1/reservations answered')).toHaveLength(2);
  });

  inBrowser('asks for its rows while its code is still on its way', async () => {
    const orderId = await dashboard.hold();
    const { page } = await dashboard.open('/', { as: null });
    await page.request.post('/session', { data: { key: KEYS.operator } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const listOf = (state: string) =>
      page.waitForResponse((response) => response.url().includes(`/v1/reservations?state=${state}`));
    const lists = Promise.all([listOf('reserved'), listOf('captured')]);
    await page.route('**/assets/start-*.js', async (route) => {
      await lists;
      await route.continue();
    });
    await page.goto('/');
    await page.getByRole('button', { name: `Capture ${orderId}` }).waitFor();
    // What has come is not asked for again.
    expect(asked.filter((path) => path === '/session')).toHaveLength(1);
  });

  inBrowser('says that the connection is lost, and has everything again once it is back', async () => {
    const { page } = await dashboard.open('/');
    await page.route('**/v1/changes', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('The connection to Holdfast is lost.').waitFor();
    const orderId = await dashboard.hold();
    await page.unroute('**/v1/changes');
    await page.getByRole('button', { name: `Capture ${orderId}` }).waitFor();
    await page.getByText('The connection to Holdfast is lost.').waitFor({ state: 'detached' });
  });

  inBrowser('leads to the API, which is shown from here alone', async () => {
    const { page, complaints, elsewhere } = await dashboard.open('/');
    await page.getByRole('link', { name: 'The API' }).click();
    await page.getByText('/v1/reservations', { exact: true }).first().waitFor();
    expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
  });

  inBrowser('says so at an address where there is no order', async () => {
    const { page } = await dashboard.open('/orders/no-such-order');
    await page.getByText('No order has this id').waitFor();
  });
});
