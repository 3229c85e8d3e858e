/** Waits on a condition, as `until` does, but for as long as a dead worker can keep an order waiting, and less eagerly. */
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 200;
const PATIENCE_MS = 60_000;

/** Asks until the answer is neither null nor false; fails with `what` after a minute. */
export async function eventually<T>(
  what: string | (() => string),
  ask: () => Promise<T | null | false> | T | null | false,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain until ${typeof what === 'string' ? what : what()}.`);
    }
    await delay(POLL_MS);
  }
}
