/** Waits on a condition, never on a guess of how long something takes. */
import { setTimeout as delay } from 'node:timers/promises';

/** How long to go on asking, and how often. */
export interface Patience {
  patienceMs: number;
  pollMs: number;
}

const USUAL: Patience = { patienceMs: 20_000, pollMs: 25 };

/** Asks until the answer is neither null nor false; fails with `what` when the patience has run out, after 20 s unless told. */
export async function until<T>(
  what: string | (() => string),
  ask: () => Promise<T | null | false> | T | null | false,
  { patienceMs, pollMs }: Patience = USUAL,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain until ${typeof what === 'string' ? what : what()}.`);
    }
    await delay(pollMs);
  }
}
