/** The order that benchmarks place, the same on every side. */
import { exampleOrder } from '../src/start/example-order';
import type { OrderInput } from '../workflows/order';

/** One whose hold is captured `captureAfterMs` after now, or as soon as it is there, by the timer of its policy. */
export function benchOrder(orderId: string, captureAfterMs: number): OrderInput {
  const captureAt = new Date(Date.now() + captureAfterMs).toISOString();
  return { ...exampleOrder(orderId, { isShort: false }), policy: { captureAt } };
}
