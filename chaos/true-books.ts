/** What truly happened at the provider, order by order, and what somebody at its own dashboard may do. */
import type { Sandbox } from '../src/sandbox';
import type { Execution } from '../src/sandbox/books';
import type { Trigger } from './life-plan';

/** A reservation as it truly is. */
export type TrueReservation = ReturnType<Sandbox['control']['reservation']>;

/** All reservations that bear an order's id, oldest first. */
export function reservationsOf(sandbox: Sandbox, orderId: string): TrueReservation[] {
  return sandbox.control.reservations({ referenceNo: orderId });
}

const FRESH_MS = 400;

/**
 * Looks at all orders at once, and again only when what was seen has grown old: a hundred lives that each look for
 * themselves would keep the provider from its work.
 */
export function createLookout(sandbox: Sandbox): (orderId: string) => TrueReservation[] {
  let seenAtMs = 0;
  let byOrder = new Map<string, TrueReservation[]>();
  return (orderId) => {
    if (Date.now() - seenAtMs > FRESH_MS) {
      byOrder = new Map();
      for (const reservation of sandbox.control.reservations()) {
        const { referenceNo } = reservation;
        if (referenceNo === null) continue;
        byOrder.set(referenceNo, [...(byOrder.get(referenceNo) ?? []), reservation]);
      }
      seenAtMs = Date.now();
    }
    return byOrder.get(orderId) ?? [];
  };
}

/** Every capture and charge of an order, whichever reservation it stands against. */
export function takingsOf(sandbox: Sandbox, orderId: string): { reference: string; amountMinor: number }[] {
  return reservationsOf(sandbox, orderId).flatMap(({ captures, charges }) => [...captures, ...charges]);
}

/** What has happened so far, as far as acts wait for it. */
export function triggersOf(reservations: readonly TrueReservation[]): Set<Trigger> {
  const happened = new Set<Trigger>();
  for (const { reservedAt, capturedMinor, chargedMinor, status } of reservations) {
    happened.add('placed');
    if (reservedAt !== null) happened.add('held');
    if (capturedMinor + chargedMinor > 0) happened.add('moved');
    if (reservedAt !== null && (status === 'COMPLETED' || status === 'CANCELLED')) happened.add('over');
  }
  return happened;
}

/** The mark of the operation in a provider's text, or null. */
export function markerOf(note: string | null): string | null {
  return /\[op:([^\]]+)\]\s*$/.exec(note ?? '')?.[1] ?? null;
}

/** How often an operation was truly executed. A refund leaves no mark: it is counted by its source and amount. */
export function executionsOf(executions: readonly Execution[], operationId: string): Execution[] {
  return executions.filter(({ note }) => markerOf(note) === operationId);
}
