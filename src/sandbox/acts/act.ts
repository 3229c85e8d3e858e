// What all acts on a reservation share: their outcome, and the two places where they leave a trace.
// An act checks first and names its refusal; after its guards nothing can fail, and it changes everything at once.
import type { Actor, ExecutionKind } from '../books';
import { nowOf } from '../clock';
import type { HistoryEntry, Reservation, ReservationStatus } from '../reservation';
import type { World } from '../world';

/** How an act ended. `reference` is the `CAP…` or `CHA…` it made; `key` is the provider's own. */
export type Outcome =
  | { kind: 'done'; reference: string | null }
  | { kind: 'refused'; key: string }
  | { kind: 'invalid'; errors: string[] };

/** Done, with what was made. */
export function done(reference: string | null = null): Outcome {
  return { kind: 'done', reference };
}

/** Refused by the state of things. */
export function refused(key: string): Outcome {
  return { kind: 'refused', key };
}

/** Refused because the request makes no sense. */
export function invalid(...errors: string[]): Outcome {
  return { kind: 'invalid', errors };
}

/** What an act leaves behind. `atMs` defaults to the reservation's present. */
export interface Trace {
  kind: ExecutionKind;
  by: Actor;
  title: string;
  atMs?: number;
  status?: ReservationStatus;
  amountMinor?: number;
  reference?: string;
  note?: string | null;
  /** Rows of captures and charges carry their own uuid; all others the reservation's. */
  uuid?: string;
  sentTo?: string;
  isRefundable?: boolean;
  isPayment?: boolean;
}

/** Writes the trace into status, history and books, and stores the reservation. */
export function leaveTrace(world: World, reservation: Reservation, trace: Trace): void {
  const atMs = trace.atMs ?? nowOf(reservation);
  if (trace.status !== undefined) reservation.statuses.push({ status: trace.status, atMs });
  addHistory(reservation, {
    atMs,
    title: trace.title,
    uuid: trace.uuid ?? reservation.uuid,
    sentTo: trace.sentTo ?? '',
    actionBy: trace.by === 'dashboard' ? 'Sandbox Operator' : null,
    note: trace.note ?? null,
    paymentMethod: trace.isPayment ? reservation.paymentMethod : null,
    isRefundable: trace.isRefundable ?? false,
    amountMinor: trace.amountMinor ?? null,
  });
  world.save(reservation);
  world.books.addExecution({
    kind: trace.kind,
    at: new Date(atMs).toISOString(),
    reservationUuid: reservation.uuid,
    by: trace.by,
    amountMinor: trace.amountMinor ?? null,
    reference: trace.reference ?? null,
    note: trace.note ?? null,
  });
}

/** Adds a row to the provider's history. */
export function addHistory(reservation: Reservation, entry: HistoryEntry): void {
  reservation.history.push(entry);
}
