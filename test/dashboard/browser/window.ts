/** A person's window: a page with cookies of its own, everything it complains of, and whom it asks. */
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';

/** How the window is; English, in Oslo, on a desk unless told otherwise. */
export type WindowOptions = Pick<BrowserContextOptions, 'colorScheme' | 'viewport' | 'locale'>;

/** A window that is open. */
export interface Window {
  page: Page;
  /** What the console was told: errors, warnings, what the content policy has blocked, faults that nobody caught. */
  complaints: string[];
  /** Requests to any other host than our own. */
  elsewhere: string[];
  close(): Promise<void>;
}

/** Opens one; `origin` is where its paths lead. */
export async function openWindow(
  browser: Browser,
  { origin, ...options }: WindowOptions & { origin: string },
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'en-GB',
    timezoneId: 'Europe/Oslo',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => {
    if (isComplaint(message)) complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) elsewhere.push(request.url());
  });
  return { page, complaints, elsewhere, close: () => context.close() };
}

/** All but the 401 by which a page learns that nobody is signed in: browsers report every one. */
function isComplaint(message: ConsoleMessage): boolean {
  const isSignedOut = message.location().url.endsWith('/session') && message.text().includes('401');
  return ['error', 'warning'].includes(message.type()) && !isSignedOut;
}

/** The row of an order in a table of orders. */
export function rowOf(page: Page, orderId: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: orderId, exact: true }) });
}

/** What the dashboard has just told about. */
export function noticeOf(page: Page, text: string) {
  return page.getByRole('status', { name: 'Notices' }).getByText(text);
}
