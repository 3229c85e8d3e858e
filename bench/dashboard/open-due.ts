/** One person's first look: a browser without a cache opens Due, sees rows, types a search, and has its answer. */
import type { Browser } from 'playwright-core';
import type { StartPlace } from '../../test/start/start-process';

/** Milliseconds since the navigation began, and all that came over the wire until the rows stood. */
export interface FirstLook {
  rowsMs: number;
  answeredMs: number;
  bytes: number;
}

/** Milliseconds of the page's own time. */
type Seen = Record<'rowsMs' | 'typedMs' | 'answeredMs', number>;

const PATIENCE_MS = 60_000;

/** In the page's own time: a driver that looks from outside looks twice a second. Runs before anything of the page. */
const WATCH = `
  const rows = () => document.querySelectorAll('tbody [data-row]').length;
  const seen = { rowsMs: null, typedMs: null, answeredMs: null };
  globalThis.answered = new Promise((resolve) => {
    const drawn = (name) => requestAnimationFrame(() => requestAnimationFrame(() => {
      seen[name] ??= performance.now();
      if (name === 'answeredMs') resolve(seen);
    }));
    new MutationObserver(() => {
      if (seen.rowsMs === null && rows() > 0) drawn('rowsMs');
      if (seen.typedMs !== null && rows() === 1) drawn('answeredMs');
    }).observe(document, { subtree: true, childList: true });
  });
  document.addEventListener('input', () => { seen.typedMs ??= performance.now(); }, true);
`;

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
    await page.addInitScript(WATCH);
    await page.goto('/', { waitUntil: 'commit' });
    await page.locator('tbody [data-row]').first().waitFor();
    const bytes = await page.evaluate<number>(BYTES);
    await page.getByRole('searchbox', { name: 'Search' }).fill(orderId);
    await page.locator(`tbody:not(:has([data-row] ~ [data-row])) >> text=${orderId}`).waitFor();
    const { rowsMs, typedMs, answeredMs } = await page.evaluate<Seen>('globalThis.answered');
    // What the driver took between the two is nobody's waiting.
    return { rowsMs, answeredMs: rowsMs + answeredMs - typedMs, bytes };
  } finally {
    await context.close();
  }
}
