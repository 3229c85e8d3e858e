/** One person's first look: a browser without a cache opens Due, sees rows, types a search, and has its answer. */
import type { Browser } from 'playwright-core';
import type { StartPlace } from '../../test/start/start-process';

/** Milliseconds since the navigation began, and all that came over the wire until the rows stood. */
export interface FirstLook {
  rowsMs: number;
  answeredMs: number;
  bytes: number;
}

const PATIENCE_MS = 60_000;
const BYTES =
  "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, one) => sum + one.encodedBodySize, 0)";

/** Looks once; `orderId` is what is searched for, and nothing else begins like it. */
export async function openDue(browser: Browser, place: StartPlace, orderId: string): Promise<FirstLook> {
  const context = await browser.newContext({ baseURL: place.url, locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const page = await context.newPage();
    const signedIn = await page.request.post('/session', { data: { key: place.key('operator') } });
    if (!signedIn.ok()) throw new Error(`Signing in was answered ${signedIn.status()}.`);
    const rows = page.locator('tbody [data-row]');
    const begunMs = performance.now();
    await page.goto('/', { waitUntil: 'commit' });
    await rows.first().waitFor();
    const rowsMs = performance.now() - begunMs;
    const bytes = await page.evaluate<number>(BYTES);
    const typedMs = performance.now();
    await page.getByRole('searchbox', { name: 'Search' }).fill(orderId);
    await page.locator(`tbody:not(:has([data-row] ~ [data-row])) >> text=${orderId}`).waitFor();
    return { rowsMs, answeredMs: rowsMs + performance.now() - typedMs, bytes };
  } finally {
    await context.close();
  }
}
