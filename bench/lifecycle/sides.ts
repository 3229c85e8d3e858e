/** The two that are measured against each other, as one thing: orders go in over HTTP, and each part is a process. */
import type { OrderInput } from '../../workflows/order';
import { startHoldfast } from '../holdfast/start-holdfast';
import { startPlain } from '../plain/start-plain';
import type { BenchProvider } from '../provider/start-provider';

/** What each of them has. */
export const PARTS = ['engine', 'worker', 'door'] as const;

/** One of its processes. */
export type Part = (typeof PARTS)[number];

/** One that is ready. */
export interface Side {
  /** Places an order as a caller does; there once its checkout URL is. @throws Error, AxiosError */
  place(order: OrderInput): Promise<void>;
  /** host:port of its engine, in which an order's workflow is `reservation/{orderId}`. */
  address: string;
  processes: Record<Part, number>;
  stop(): Promise<void>;
}

/** How often an order is asked for until it has its checkout page. */
const MOST_ASKED = 6;

/** How a side is started. */
export type StartSide = (provider: BenchProvider) => Promise<Side>;

/** Engine, `holdfast worker` and `holdfast server`. */
export async function startHoldfastSide(provider: BenchProvider): Promise<Side> {
  const running = await startHoldfast({ provider, roles: 'apart' });
  const { engine, worker, server } = running.processes();
  const { place, address, stop } = running;
  return {
    place: (order) => placed(place, order),
    address,
    processes: { engine, worker, door: server },
    stop,
  };
}

/** Engine, worker and door of the plain workflow. */
export async function startPlainSide(provider: BenchProvider): Promise<Side> {
  const running = await startPlain({ provider });
  const { place, address, stop } = running;
  return { place: (order) => placed(place, order), address, processes: running.processes(), stop };
}

/** Holdfast's server answers after ten seconds that an order is under way; whoever asks again is given the same one. */
async function placed(
  place: (order: OrderInput) => Promise<{ checkoutUrl: string | null }>,
  order: OrderInput,
): Promise<void> {
  for (let asked = 0; asked < MOST_ASKED; asked += 1) {
    if ((await place(order)).checkoutUrl !== null) return;
  }
  throw new Error(`The order ${order.orderId} has no checkout page.`);
}
