/** A page whose waits of one length end when the test says so: what stands for seconds is looked at without a race. */
import type { Page } from 'playwright-core';

/** Waits of `delayMs` begin in the page that is loaded anew; all that have begun end with the function it returns. */
export async function holdTimers(page: Page, delayMs: number): Promise<() => Promise<void>> {
  const held = `held${delayMs}`;
  await page.addInitScript(`
    window.${held} = [];
    const setTimer${delayMs} = window.setTimeout;
    window.setTimeout = (work, delayMs, ...rest) =>
      delayMs === ${delayMs} ? -window.${held}.push(work) : setTimer${delayMs}(work, delayMs, ...rest);
  `);
  await page.reload();
  return () => page.evaluate(`for (const work of window.${held}.splice(0)) work();`);
}
