/** An invented ended order for the record's tests. */
import type { OrderRecord } from '../../src/records/order-record';

/** An invented record; what a test is about is given, the rest does not matter to it. */
export function anOrder(parts: Partial<OrderRecord> = {}): OrderRecord {
  return {
    orderId: 'booking-1042',
    state: 'completed',
    attention: false,
    currency: 'NOK',
    orderMinor: 300_000,
    reservedMinor: 300_000,
    capturedMinor: 300_000,
    chargedMinor: 0,
    refundedMinor: 0,
    captureBy: '2026-11-28T12:00:00.000Z',
    reservationUuid: 'RES1943140879',
    createdAt: '2026-11-21T12:00:00.000Z',
    endedAt: '2026-11-27T12:00:00.000Z',
    body: { timeline: [{ id: 1, type: 'captured' }], 'z before a': null, note: 'ø \u0000 "quoted"' },
    ...parts,
  };
}
