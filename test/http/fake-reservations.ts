/** A client that does what a test says, handed to the server in place of the one over Temporal: for the shapes of answers. */
import {
  OrderNotFoundError,
  type Reservation,
  type ReservationOperation,
  type ReservationsClient,
} from '../../src/client';

/** A reservation as the workflow would show it. */
export function sampleReservation(changes: Partial<Reservation> = {}): Reservation {
  return {
    orderId: 'booking-1042',
    workflowId: 'reservation/booking-1042',
    reservationUuid: 'RES1943140879',
    state: 'reserved',
    provider: { status: 'RESERVED', isPaid: false },
    checkoutUrl: 'https://pay.example/RES1943140879',
    currency: 'NOK',
    amounts: {
      orderMinor: 300000,
      reservedMinor: 300000,
      capturedMinor: 0,
      chargedMinor: 0,
      refundedMinor: 0,
      runwayMinor: 300000,
    },
    deadlines: { payBy: null, captureAt: null, captureBy: null, chargeBy: null },
    timer: null,
    policy: {},
    attention: null,
    allowedActions: ['capture', 'charge', 'cancel'],
    operations: [],
    createdAt: '2026-11-21T10:00:00.000Z',
    ...changes,
  };
}

/** An operation as the workflow would show it. */
export function sampleOperation(changes: Partial<ReservationOperation> = {}): ReservationOperation {
  return {
    operationId: 'op-1',
    kind: 'capture',
    status: 'executed',
    amountMinor: 300000,
    reference: 'CAP123234',
    requestedBy: 'operator',
    requestedAt: '2026-11-21T10:00:00.000Z',
    settledAt: '2026-11-21T10:00:01.000Z',
    reason: null,
    ...changes,
  };
}

/** A client that knows no order, but for what the test overrides. */
export function fakeReservations(overrides: Partial<ReservationsClient> = {}): ReservationsClient {
  const unknown = async () => {
    throw new OrderNotFoundError();
  };
  return {
    place: unknown,
    reservation: unknown,
    timeline: unknown,
    list: async () => ({ items: [], nextCursor: null }),
    capture: unknown,
    charge: unknown,
    refund: unknown,
    cancel: unknown,
    complete: unknown,
    resend: unknown,
    resolve: unknown,
    ...overrides,
  };
}
