/** Places orders one by one or at a rate, and tells how long each waited for its checkout URL. */
import { setTimeout as delay } from 'node:timers/promises';
import type { OrderInput } from '../../workflows/order';
import { benchOrder } from '../bench-order';

/** Resolves once the checkout URL is there. */
export type Place = (order: OrderInput) => Promise<void>;

/** Between two orders: what one leaves to be done is done before the next comes. */
const PAUSE_MS = 100;

/** Nobody pays these: what is measured ends at the checkout URL. */
const CAPTURE_AFTER_MS = 86_400_000;

/** One after the other, with a pause; milliseconds each. */
export async function placeOneByOne(place: Place, name: string, count: number): Promise<number[]> {
  const waits: number[] = [];
  for (let index = 0; index < count; index += 1) {
    waits.push(await timed(place, `${name}-${index}`));
    await delay(PAUSE_MS);
  }
  return waits;
}

/** At a steady rate, however many are still unanswered; milliseconds each. */
export async function placeAtRate(
  place: Place,
  name: string,
  { count, perSecond }: { count: number; perSecond: number },
): Promise<number[]> {
  const begunMs = performance.now();
  const each = Array.from({ length: count }, async (_, index) => {
    await delay(Math.max(0, begunMs + (index / perSecond) * 1_000 - performance.now()));
    return timed(place, `${name}-${index}`);
  });
  return Promise.all(each);
}

async function timed(place: Place, orderId: string): Promise<number> {
  const order = benchOrder(orderId, CAPTURE_AFTER_MS);
  const begunMs = performance.now();
  await place(order);
  return performance.now() - begunMs;
}
