/** The two that are measured against each other, as one thing: orders go in over HTTP, and each part is a process. */
import axios from 'axios';
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
  /** Places an order as a caller does; there once its checkout URL is. @throws Error for any other answer */
  place(order: OrderInput): Promise<void>;
  /** host:port of its engine, in which an order's workflow is `reservation/{orderId}`. */
  address: string;
  processes: Record<Part, number>;
  stop(): Promise<void>;
}

/** How a side is started. */
export type StartSide = (provider: BenchProvider) => Promise<Side>;

/** Engine, `holdfast worker` and `holdfast server`. */
export async function startHoldfastSide(provider: BenchProvider): Promise<Side> {
  const running = await startHoldfast({ provider, roles: 'apart' });
  const { engine, worker, server } = running.processes();
  const api = axios.create({
    baseURL: running.url,
    headers: { Authorization: `Bearer ${running.key('booking')}` },
  });
  return {
    async place(order) {
      const { status, data } = await api.post('/v1/reservations', order);
      if (status !== 201 || !data.checkoutUrl) throw new Error(`An order was answered ${status}.`);
    },
    address: running.address,
    processes: { engine, worker, door: server },
    stop: running.stop,
  };
}

/** Engine, worker and door of the plain workflow. */
export async function startPlainSide(provider: BenchProvider): Promise<Side> {
  const running = await startPlain({ provider });
  return {
    async place(order) {
      const { checkoutUrl } = await running.place(order);
      if (!checkoutUrl) throw new Error('An order was answered without a checkout page.');
    },
    address: running.address,
    processes: running.processes(),
    stop: running.stop,
  };
}
