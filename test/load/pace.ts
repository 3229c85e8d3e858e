/** How long a load lasts: some seconds among all tests, five minutes where `npm run prove -- load` shows the promise. */

/** In milliseconds. */
export const LOAD_MS = Number(process.env['HOLDFAST_LOAD_MS'] ?? 10_000);

/** What a test may take beside its load. */
export const TEST_TIMEOUT_MS = LOAD_MS * 3 + 300_000;
