/** Orders that live in earnest until they wait for their timer: placed at the door, submitted, paid, and their hold read. */
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { until } from '../../test/support/until';
import type { OrderInput } from '../../workflows/order';
import { benchOrder } from '../bench-order';
import type { BenchProvider } from '../provider/start-provider';

const AT_ONCE = 16;
const DAYS_MS = 6 * 24 * 60 * 60_000;
const PATIENCE = { patienceMs: 10 * 60_000, pollMs: 1_000 };

/** For what comes after the last answer: the task that sets the timer, and memory that is given back. */
const SETTLE_MS = 5_000;

/** A side that takes orders, and the provider whose customers pay at once. */
export interface LivingSide {
  place(order: OrderInput): Promise<unknown>;
  provider: BenchProvider;
  count: number;
  /** Begins the orders' ids. */
  name: string;
}

/** There once all of them wait for a timer that is days away. @throws Error when they are not in ten minutes, AxiosError */
export async function liveToHold({ place, provider, count, name }: LivingSide): Promise<void> {
  const limited = pLimit(AT_ONCE);
  const readBefore = (await provider.stats()).counts.details;
  const orderIds = Array.from({ length: count }, (_, index) => `${name}-${index}`);
  await Promise.all(orderIds.map((orderId) => limited(() => place(benchOrder(orderId, DAYS_MS)))));
  await until(
    `${count} holds were read`,
    async () => (await provider.stats()).counts.details >= readBefore + count,
    PATIENCE,
  );
  await delay(SETTLE_MS);
}
