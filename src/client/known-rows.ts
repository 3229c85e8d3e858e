/**
 * Rows of a list that no order need be asked for: what was shown of it under the very change that the engine still names
 * as its last. Kept in the record, for every server and over restarts.
 *
 * The engine's lists lag behind by moments, and so does what is known here. Whoever has just sent a command from here is
 * not shown what was before it; see docs/decisions/rows-are-remembered.md.
 */
import type { LifecycleState } from '../../workflows/state';
import type { Reservation } from '../../workflows/view';
import type { ListedOrder, ListedOrders } from '../records/listed-orders';
import type { RecentCommands } from './recent-commands';

/** Which change of which run the engine names as the last one; null where it names none, under old rules say. */
export type LastChange = { runId: string; changedAt: string } | null;

/** A row that is wanted. */
export interface WantedRow {
  orderId: string;
  lastChange: LastChange;
}

/** The memory of rows. Neither method ever fails: what is not known is asked. */
export interface KnownRows {
  /** Those that are known, by order id. */
  find(rows: readonly WantedRow[]): Promise<ReadonlyMap<string, Reservation>>;
  /** Keeps what orders have answered for these rows, as far as it lasts. */
  keep(answered: readonly (WantedRow & { reservation: Reservation })[]): Promise<void>;
}

/** Raised whenever something inside a reservation's fields is shown otherwise than before. */
const FORM = 2;

/** Every field of a row: one that was kept before a field was there is none. */
const FIELDS: Record<keyof Reservation, true> = {
  orderId: true,
  workflowId: true,
  reservationUuid: true,
  state: true,
  provider: true,
  checkoutUrl: true,
  currency: true,
  amounts: true,
  deadlines: true,
  timer: true,
  policy: true,
  attention: true,
  allowedActions: true,
  operations: true,
  createdAt: true,
};

const FIELD_NAMES = Object.keys(FIELDS);

/** Where an order rests until something happens, and then says so. */
const RESTING: readonly LifecycleState[] = ['awaitingPayment', 'reserved', 'captured'];

interface Kept {
  form: number;
  reservation: Reservation;
}

/** The memory; without a record there is none, and every order is asked. */
export function createKnownRows(listed: ListedOrders | undefined, recent: RecentCommands): KnownRows {
  if (listed === undefined) return { find: async () => new Map(), keep: async () => undefined };
  return {
    async find(rows) {
      const wanted = new Map(
        rows.flatMap(({ orderId, lastChange }) =>
          lastChange === null || recent.has(orderId) ? [] : [[orderId, lastChange] as const],
        ),
      );
      const kept = await listed.find([...wanted.keys()]).catch(() => []);
      const nowMs = Date.now();
      return new Map(
        kept.flatMap((order) => {
          const last = wanted.get(order.orderId);
          const isSame = last?.runId === order.runId && last?.changedAt === order.changedAt;
          const reservation = isSame ? stillTrue(order, nowMs) : null;
          return reservation === null ? [] : [[order.orderId, reservation] as const];
        }),
      );
    },
    async keep(answered) {
      const shownAt = new Date().toISOString();
      const lasting = answered.flatMap(({ orderId, lastChange, reservation }) =>
        lastChange === null || recent.has(orderId) || !isLasting(reservation)
          ? []
          : [{ orderId, ...lastChange, shownAt, body: { form: FORM, reservation } satisfies Kept }],
      );
      await listed.keep(lasting).catch(() => undefined);
    },
  };
}

/** What was shown, unless a deadline of it has come since: what is allowed, and what the timer does, may be other by now. */
function stillTrue({ body, shownAt }: ListedOrder, nowMs: number): Reservation | null {
  const { form, reservation } = body as Kept;
  if (form !== FORM || !isWhole(reservation)) return null;
  const { deadlines, timer } = reservation;
  const instants = [...Object.values(deadlines), timer?.at ?? null];
  const shownMs = Date.parse(shownAt);
  const hasComeSince = (instant: string | null): boolean =>
    instant !== null && Date.parse(instant) > shownMs && Date.parse(instant) <= nowMs;
  return instants.some(hasComeSince) ? null : reservation;
}

/** Whether whatever changes of it will be named as a change: evidence and operations under way grow without a word. */
function isLasting(reservation: Reservation): boolean {
  const { state, attention, operations } = reservation;
  const isUnderWay = operations.some(({ status }) => status === 'pending' || status === 'unknown');
  return (
    RESTING.includes(state) &&
    attention === null &&
    !isUnderWay &&
    isReadSince(reservation) &&
    isWhole(reservation)
  );
}

/** The reading after a capture is told as no change of its own: until it has been made, the row may become another in silence. */
function isReadSince({ state, provider }: Reservation): boolean {
  return (provider?.isPaid ?? false) === (state === 'captured');
}

/** A worker of another version may answer with more or less. */
function isWhole(reservation: Reservation): boolean {
  const names = Object.keys(reservation);
  return names.length === FIELD_NAMES.length && FIELD_NAMES.every((name) => names.includes(name));
}
