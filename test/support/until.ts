/** Waits on a condition, never on a guess of how long something takes. */
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;

/** Asks until the answer is neither null nor false; fails with `what` after 20 s. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | false> | T | null | false,
): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await delay(POLL_MS);
  }
}
