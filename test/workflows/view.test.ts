/** The reservation as every answer shows it: the contract's shape, nothing of the customer, nothing stored beside. */
import { describe, expect, it } from '@jest/globals';
import { toSheet } from '../../workflows/sheet';
import { toOperation, toReservation, unadmitted } from '../../workflows/view';
import {
  asked,
  at,
  awaitingPayment,
  CAPTURE_AT,
  CAPTURE_BY,
  captured,
  DAY,
  HOUR,
  inState,
  operationAt,
  PAY_BY,
  reserved,
  submitting,
  T0,
} from './states';

const NOW = at(3 * HOUR);

describe('the reservation', () => {
  it('is shown in the contract’s words', () => {
    expect(toReservation(reserved(), NOW)).toEqual({
      orderId: 'booking-1042',
      workflowId: 'reservation/booking-1042',
      reservationUuid: 'RES1',
      state: 'reserved',
      provider: { status: 'RESERVED', isPaid: false },
      checkoutUrl: 'https://checkout.example/RES1',
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
        payBy: PAY_BY,
        captureAt: CAPTURE_AT,
        captureBy: CAPTURE_BY,
        chargeBy: at(HOUR + 90 * DAY),
      },
      timer: { at: CAPTURE_AT, does: 'capture' },
      policy: {},
      attention: null,
      allowedActions: ['capture', 'charge', 'cancel'],
      operations: [
        {
          operationId: 'submit-1',
          kind: 'submit',
          status: 'executed',
          amountMinor: null,
          reference: 'RES1',
          requestedBy: 'booking',
          requestedAt: T0,
          settledAt: T0,
          reason: null,
        },
      ],
      createdAt: T0,
    });
  });

  it('has nothing of the provider before it was submitted, and is SENT before details were read', () => {
    expect(toReservation(submitting(), T0)).toMatchObject({
      provider: null,
      reservationUuid: null,
      checkoutUrl: null,
    });
    expect(toReservation(awaitingPayment(), T0).provider).toEqual({ status: 'SENT', isPaid: false });
  });

  it('tells what the timer does next exactly as the order’s sheet does, also when a refusal has halted it', () => {
    const halted = { ...reserved(), timersHalted: true };
    const manual = captured(200_000, { complete: 'manual' });
    for (const state of [submitting(), awaitingPayment(), reserved(), captured(200_000), halted, manual]) {
      expect(toReservation(state, NOW).timer).toEqual(toSheet(state, NOW).timer);
    }
    expect(toReservation(halted, NOW).timer).toEqual({ at: CAPTURE_AT, does: 'none' });
    expect(toReservation(reserved(), NOW).timer).toEqual({ at: CAPTURE_AT, does: 'capture' });
  });

  it.each(['completed', 'cancelled', 'expired', 'failed'] as const)('has no timer once it is %s', (state) => {
    expect(toReservation(inState(state), NOW).timer).toBeNull();
  });

  it('shows the gravest of several attentions', () => {
    const state = reserved();
    const standing = { message: 'Look', operationId: null, since: T0, evidence: null };
    state.attentions = [
      { code: 'provider_unreachable', ...standing },
      { code: 'capture_at_risk', ...standing },
      { code: 'books_differ', ...standing },
    ];
    expect(toReservation(state, NOW).attention?.code).toBe('capture_at_risk');
  });

  it('shows amounts as the ledger counts them', () => {
    expect(toReservation(captured(200_000), NOW).amounts).toMatchObject({
      capturedMinor: 200_000,
      runwayMinor: 100_000,
    });
  });

  it('shows nothing of the customer', () => {
    const state = reserved();
    asked(state, 'resend', { email: 'kari@example.com' });
    expect(JSON.stringify(toReservation(state, NOW))).not.toMatch(/kari|nordmann|46567468|storgata/i);
  });

  it('has the same shape before it was admitted', () => {
    const { input } = submitting();
    expect(Object.keys(unadmitted(input)).sort()).toEqual(Object.keys(toReservation(reserved(), NOW)).sort());
    expect(unadmitted(input)).toMatchObject({
      state: 'submitting',
      amounts: { orderMinor: 300_000 },
      operations: [],
    });
  });
});

describe('an operation', () => {
  it('is shown without its body, its intent and its evidence', () => {
    const state = captured(200_000);
    expect(toOperation(operationAt(state, 1))).toEqual({
      operationId: 'capture-2',
      kind: 'capture',
      status: 'executed',
      amountMinor: 200_000,
      reference: 'CAP1',
      requestedBy: 'operator',
      requestedAt: at(2 * HOUR),
      settledAt: at(2 * HOUR),
      reason: null,
    });
  });
});
