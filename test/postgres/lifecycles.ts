/** Orders lived through both HTTP servers, of four kinds in turn, each to its end. */
import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import type { Door } from '../../chaos/door';
import { isAtRest } from '../../chaos/rest';
import type { TrueReservation } from '../../chaos/true-books';
import type { Execution } from '../../src/sandbox/books';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { anOrder } from '../support/orders';
import { until } from '../support/until';

/** What becomes of an order once its hold is there. */
export type Kind = 'capturedByHand' | 'capturedWhenHeld' | 'capturedByTheTimer' | 'capturedAndRefunded';

const KINDS: readonly Kind[] = [
  'capturedByHand',
  'capturedWhenHeld',
  'capturedByTheTimer',
  'capturedAndRefunded',
];

/** One order, lived. */
export interface Life {
  kind: Kind;
  orderId: string;
  placedAtMs: number;
  orderMinor: number;
  refundedMinor: number;
  /** As it was seen at its end. */
  order: Reservation;
}

const PACE_MS = 1_200;
const TIMER_AFTER_MS = 30_000;
const LINK_MS = 3_600_000;
const REFUND_MINOR = 12_300;
const PATIENCE = { patienceMs: 400_000, pollMs: 1_000 };

/** Where lives take place. */
export interface Scene {
  door: Door;
  sandboxOrigin: string;
}

/** Lives so many, a new one every 1.2 s; `onStart` is told the number of each, from 0. */
export async function liveAll(
  scene: Scene,
  count: number,
  onStart: (index: number) => void,
): Promise<Life[]> {
  const lives: Promise<Life>[] = [];
  for (let index = 0; index < count; index += 1) {
    onStart(index);
    const kind = KINDS[index % KINDS.length] ?? 'capturedByHand';
    lives.push(live(scene, kind));
    await delay(PACE_MS);
  }
  return Promise.all(lives);
}

async function live(scene: Scene, kind: Kind): Promise<Life> {
  const { door } = scene;
  const placedAtMs = Date.now();
  const order = orderOf(kind, placedAtMs);
  const { orderId } = order;
  await door.place(order);
  if (kind === 'capturedByHand' || kind === 'capturedAndRefunded') {
    await untilShown(door, orderId, ({ state }) => state === 'reserved');
    await door.command({ orderId, command: 'capture', key: `capture-${orderId}`, body: {} });
  }
  const captured = await untilShown(door, orderId, isOver);
  const isRefunded = kind === 'capturedAndRefunded';
  const ended = isRefunded ? await refund(scene, captured, 'refund') : captured;
  const orderMinor = order.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    kind,
    orderId,
    placedAtMs,
    orderMinor,
    refundedMinor: isRefunded ? REFUND_MINOR : 0,
    order: ended,
  };
}

const isOver = (shown: Reservation): boolean => isAtRest(shown, new Date());

/**
 * Refunds a part. A refund bears no mark: one whose worker was killed while it was sent is never sent again by itself, so the
 * person who is called looks at the provider's books, says what is there, and asks anew where nothing is.
 */
async function refund(scene: Scene, { orderId, operations }: Reservation, key: string): Promise<Reservation> {
  const { door } = scene;
  const reference = operations.find(({ kind }) => kind === 'capture')?.reference;
  const body = { reference, amountMinor: REFUND_MINOR };
  await door.command({ orderId, command: 'refund', key, body });
  const settled = await untilShown(door, orderId, (shown) => isOver(shown) || shown.attention !== null);
  const operationId = settled.attention?.operationId;
  if (operationId == null) return settled;
  const { executions } = await trueBooksOf(scene, orderId);
  const outcome = executions.some(({ kind }) => kind === 'refund') ? 'executed' : 'refused';
  const evidence = 'What the provider’s books show';
  await door.command({
    orderId,
    command: 'resolve',
    key: `resolve-${key}`,
    body: { operationId, outcome, evidence },
  });
  const resolved = await untilShown(door, orderId, isOver);
  return outcome === 'executed' ? resolved : refund(scene, resolved, `${key}-again`);
}

function orderOf(kind: Kind, nowMs: number): OrderInput {
  const order = anOrder({ linkExpiresAt: new Date(nowMs + LINK_MS).toISOString() });
  const captureAt = {
    capturedByHand: 'deadline',
    capturedWhenHeld: 'reserved',
    capturedByTheTimer: new Date(nowMs + TIMER_AFTER_MS).toISOString(),
    capturedAndRefunded: 'deadline',
  }[kind];
  // The sandbox's customers of this name pay by themselves.
  const customer = { ...order.customer, email: 'autopay+300@example.com' };
  return { ...order, customer, policy: { captureAt } };
}

function untilShown(
  door: Door,
  orderId: string,
  isIt: (shown: Reservation) => boolean,
): Promise<Reservation> {
  let last = 'unknown';
  return until(
    () => `order ${orderId} is where it has to be (it is ${last})`,
    async () => {
      const shown = await door.reservation(orderId);
      if (shown !== null) last = `${shown.state}, attention ${shown.attention?.code ?? 'none'}`;
      return shown !== null && isIt(shown) ? shown : null;
    },
    PATIENCE,
  );
}

/** What truly became of an order at the provider. */
export async function trueBooksOf(
  { sandboxOrigin }: Pick<Scene, 'sandboxOrigin'>,
  orderId: string,
): Promise<{ reservations: TrueReservation[]; executions: Execution[] }> {
  const read = async <T>(path: string): Promise<T> =>
    (await axios.get<T>(`${sandboxOrigin}/sandbox/${path}`)).data;
  const { items } = await read<{ items: TrueReservation[] }>(`reservations?referenceNo=${orderId}`);
  const books = await Promise.all(
    items.map(({ reservationUuid }) =>
      read<{ executions: Execution[] }>(`books?reservationUuid=${reservationUuid}`),
    ),
  );
  return { reservations: items, executions: books.flatMap(({ executions }) => executions) };
}

/** When the link of an order that was placed then ends. */
export function linkEndOf(placedAtMs: number): number {
  return placedAtMs + LINK_MS;
}
