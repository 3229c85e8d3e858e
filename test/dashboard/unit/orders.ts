/** Invented orders and timelines, as the API answers with them. */
import type { Operation, Reservation, TimelineItem } from '../../../src/dashboard/api/types';

/** A hold of NOK 3,000.00, made on 21 November and lasting for seven days. */
export function hold(changes: Partial<Reservation> = {}): Reservation {
  return {
    orderId: 'booking-1042',
    reservationUuid: 'RES1943140879',
    state: 'reserved',
    provider: { status: 'RESERVED', isPaid: false },
    checkoutUrl: null,
    currency: 'NOK',
    amounts: {
      orderMinor: 300_000,
      reservedMinor: 300_000,
      capturedMinor: 0,
      chargedMinor: 0,
      refundedMinor: 0,
      runwayMinor: 300_000,
    },
    deadlines: {
      payBy: '2026-11-22T12:00:00.000Z',
      captureAt: '2026-11-27T12:00:00.000Z',
      captureBy: '2026-11-28T12:00:00.000Z',
      chargeBy: '2027-02-19T12:00:00.000Z',
    },
    timer: { at: '2026-11-27T12:00:00.000Z', does: 'capture' },
    policy: {},
    attention: null,
    allowedActions: ['capture', 'charge', 'cancel'],
    operations: [],
    createdAt: '2026-11-21T11:00:00.000Z',
    ...changes,
  };
}

/** A hold of this id that ends at this instant. */
export function holdUntil(orderId: string, captureBy: string): Reservation {
  const { deadlines } = hold();
  return hold({ orderId, deadlines: { ...deadlines, captureBy } });
}

/** An executed capture of the whole hold. */
export function captureOperation(changes: Partial<Operation> = {}): Operation {
  return {
    operationId: 'op-1',
    kind: 'capture',
    status: 'executed',
    amountMinor: 300_000,
    reference: 'CAP123234',
    requestedBy: 'operator',
    requestedAt: '2026-11-22T12:00:00.000Z',
    settledAt: '2026-11-22T12:00:01.000Z',
    reason: null,
    ...changes,
  };
}

/** Something that happened. */
export function happened(type: string, data: Record<string, unknown> = {}, source = 'system'): TimelineItem {
  return { id: '1', at: '2026-11-22T12:00:00.000Z', type, source, data };
}
