/** Waits as `until` does, but for as long as a dead worker can keep an order waiting, and less eagerly. */
import { until } from '../support/until';

const PATIENCE = { patienceMs: 60_000, pollMs: 200 };

/** Asks until the answer is neither null nor false; fails with `what` after a minute. */
export function eventually<T>(...[what, ask]: Parameters<typeof until<T>>): Promise<T> {
  return until(what, ask, PATIENCE);
}
