/** What only the page itself can tell: where the focus is, and that it has drawn. */
import type { Locator, Page } from 'playwright-core';

/** Runs in the page, whose names this side does not know. */
const isActive = (one: unknown): boolean =>
  one === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement;

/** Whether it has the focus. */
export function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate(isActive);
}

/** Waits until it has the focus. */
export async function focused(locator: Locator): Promise<void> {
  await locator.and(locator.page().locator(':focus')).waitFor();
}

/** More stops than this lie between no two things that belong together. */
const MAX_TABS = 40;

/** Presses Tab until it is there. */
export async function tabTo(page: Page, locator: Locator): Promise<void> {
  await locator.waitFor();
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    if (await hasFocus(locator)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${locator}.`);
}

/** Waits until the page has done all it had to do, and drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))',
  );
}
