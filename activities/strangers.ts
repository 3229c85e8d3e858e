/**
 * Reservations that history names and no order here knows: of an attempt to submit that had worked after all, of an
 * order that ended long ago, or of another system on the same account. They wait to be looked at, a few in each sweep.
 */

import { capturedMinor, chargedMinor, refundedMinor } from '../workflows/ledger';
import { workflowIdOf } from '../workflows/messages';
import type { ReservationState } from '../workflows/state';
import type { HistoryRow } from './history-rows';
import type { NamedStranger, Stranger, StrangerPassed, SweepMemory } from './inputs';
import type { KnownOrder } from './known-orders';
import { recordedState } from './order-books';
import { type TellingRoom, tellOrder } from './tell-order';
import type { ToldRows } from './told-rows';

/** More than these cannot wait; history shows them again for as long as they are in its frame. */
const MAX_WAITING = 500;

/** Enough to tell what became of one. */
const MAX_ROWS = 5;

/** As our order ids look: what another system calls its orders may not even do as a workflow's id. */
const ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/** Who waits after this sweep: those with a customer's money first, those that could not be read last. */
export function waitingStrangers(
  { strangers, examined }: SweepMemory,
  shown: Map<string, HistoryRow[]>,
  known: Map<string, KnownOrder>,
  told: ToldRows,
): { waiting: Stranger[]; turnedAway: number } {
  const waiting = new Map(strangers.map((stranger) => [stranger.reservationUuid, stranger]));
  const seen = new Set(examined);
  for (const [reservationUuid, rows] of shown) {
    if (seen.has(reservationUuid) || !rows.some(({ key }) => told.isDue(key, 'once'))) continue;
    const titles = [...new Set(rows.map(({ title }) => title))].slice(-MAX_ROWS);
    const tries = waiting.get(reservationUuid)?.tries ?? 0;
    const keys = rows.map(({ key }) => key).slice(-MAX_ROWS);
    waiting.set(reservationUuid, { reservationUuid, titles, rows: keys, tries });
  }
  const unknown = [...waiting.values()].filter(({ reservationUuid }) => !known.has(reservationUuid));
  unknown.sort((one, other) => one.tries - other.tries || Number(isUnpaid(one)) - Number(isUnpaid(other)));
  return { waiting: unknown.slice(0, MAX_WAITING), turnedAway: Math.max(0, unknown.length - MAX_WAITING) };
}

/** Tells an order of a reservation that bears its id. An ended order is opened again only for what it does not know. */
export async function passStranger(
  room: TellingRoom,
  stranger: NamedStranger,
): Promise<StrangerPassed['became']> {
  const { orderId, reservationUuid, titles } = stranger;
  if (!ORDER_ID.test(orderId)) return 'nobody';
  const state = await recordedState(room.records, orderId);
  const isRunning = await isOpen(room, orderId);
  if (!isRunning && state !== null && knows(state, stranger)) return 'known';
  return tellOrder(room, workflowIdOf(orderId), { reservationUuid, titles });
}

async function isOpen({ client }: TellingRoom, orderId: string): Promise<boolean> {
  return client.workflow
    .getHandle(workflowIdOf(orderId))
    .describe()
    .then(({ status }) => status.name === 'RUNNING')
    .catch(() => false);
}

/** Whether what the reservation's details show is what the order ended with. */
function knows(state: ReservationState, { reservationUuid, titles, shown }: NamedStranger): boolean {
  if (state.examined.includes(reservationUuid)) return true;
  if (state.reservationUuid !== reservationUuid || titles.includes('refund-rejected')) return false;
  return (
    shown.status.toLowerCase() === state.lifecycle &&
    shown.capturedMinor === capturedMinor(state.ledger) &&
    shown.chargedMinor === chargedMinor(state.ledger) &&
    shown.refundedMinor === refundedMinor(state.ledger)
  );
}

function isUnpaid({ titles }: Stranger): boolean {
  return !titles.some((title) => title.startsWith('amount-'));
}
