/**
 * Which items of an order's timeline are told to a booking system, and under which name. Pure. The money that moved is
 * told by the item that books it; a state that was only derived from it is not told twice.
 */
import type { Reservation, TimelineItem } from '../../workflows/view';

/** Every event that is told; published names stay. */
export const WEBHOOK_EVENTS = [
  'reservation.awaiting_payment',
  'reservation.reserved',
  'reservation.captured',
  'reservation.charged',
  'reservation.refunded',
  'reservation.completed',
  'reservation.cancelled',
  'reservation.expired',
  'reservation.attention_raised',
  'reservation.attention_cleared',
  'reservation.capture_due_soon',
] as const;

/** The name of an event. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

const BY_ITEM = new Map<string, WebhookEvent>([
  ['hold_made', 'reservation.reserved'],
  ['capture_executed', 'reservation.captured'],
  ['capture_adopted', 'reservation.captured'],
  ['charge_executed', 'reservation.charged'],
  ['charge_adopted', 'reservation.charged'],
  ['refund_executed', 'reservation.refunded'],
  ['refund_adopted', 'reservation.refunded'],
  ['attention_raised', 'reservation.attention_raised'],
  ['attention_cleared', 'reservation.attention_cleared'],
]);

/** By the state that was reached; `reserved` and `captured` are told by what brought them about. */
const BY_STATE = new Map<string, WebhookEvent>([
  ['awaitingPayment', 'reservation.awaiting_payment'],
  ['completed', 'reservation.completed'],
  ['cancelled', 'reservation.cancelled'],
  ['expired', 'reservation.expired'],
]);

/** The event that an item of the timeline is told as; null when it is not told. */
export function webhookEventOf({ type, data }: Pick<TimelineItem, 'type' | 'data'>): WebhookEvent | null {
  if (type === 'state_changed') return BY_STATE.get(String(data['to'])) ?? null;
  return BY_ITEM.get(type) ?? null;
}

/** The id of the event that no timeline has: it is told once per hold, because of the time alone. */
export const DUE_SOON_EVENT_ID = 'due-soon';

/** What is looked at to tell whether the timer acts on a hold soon. `nowMs`: the order's time. */
export interface DueSoonFacts {
  reservation: Pick<Reservation, 'state' | 'policy' | 'amounts' | 'deadlines'>;
  nowMs: number;
  dueSoonMs: number;
}

/** The item that announces the timer, made like one of the timeline; null when it does not act soon, or has acted. */
export function dueSoonItem({ reservation, nowMs, dueSoonMs }: DueSoonFacts): TimelineItem | null {
  const { captureAt, captureBy } = reservation.deadlines;
  if (captureAt === null || !isHeld(reservation)) return null;
  const leftMs = Date.parse(captureAt) - nowMs;
  if (leftMs <= 0 || leftMs > dueSoonMs) return null;
  return {
    id: DUE_SOON_EVENT_ID,
    at: new Date(nowMs).toISOString(),
    type: 'capture_due_soon',
    source: 'timer',
    data: {
      captureAt,
      captureBy,
      does:
        reservation.policy.capture === 'manual' && reservation.state === 'reserved' ? 'release' : 'capture',
      runwayMinor: reservation.amounts.runwayMinor,
    },
  };
}

/** Whether the timer will have to act on the hold. */
function isHeld({ state, amounts, policy }: DueSoonFacts['reservation']): boolean {
  if (state === 'reserved') return true;
  return state === 'captured' && amounts.runwayMinor > 0 && policy.remainder === 'capture';
}
