/** A hold that waits for its timer, as its workflow would carry it from run to run: made without a call to anybody. */

import { admitOrder } from '../../src/orders/admit-order';
import { exampleOrder } from '../../src/start/example-order';
import { emptyLedger } from '../../workflows/ledger';
import { newState } from '../../workflows/new-state';
import type { OrderInput } from '../../workflows/order';
import { PRESENT_RULES } from '../../workflows/rules';
import type { ReservationState } from '../../workflows/state';
import { note } from '../../workflows/timeline';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** One in so many has a short window, and ends within the day. */
const SHORT_ONE_IN = 20;

/** What the order was sent as, and the state it is in. */
export interface ParkedOrder {
  input: OrderInput;
  state: ReservationState;
}

/**
 * The `index`-th of `count`. Their deadlines lie evenly between two and seven days ahead, of some within the day; no timer
 * acts within the next hours.
 */
export function parkedOrder(index: number, { count, nowMs }: { count: number; nowMs: number }): ParkedOrder {
  const isShort = index % SHORT_ONE_IN === 0;
  const part = index / count;
  const windowMs = isShort ? DAY_MS : 7 * DAY_MS;
  const leftMs = isShort ? (6 + 16 * part) * HOUR_MS : (2 + 5 * part) * DAY_MS;
  const reservedAt = new Date(nowMs - windowMs + leftMs).toISOString();
  const createdAt = new Date(Date.parse(reservedAt) - 5 * 60_000).toISOString();
  const input: OrderInput = {
    ...exampleOrder(`bench-${String(index).padStart(6, '0')}`, { isShort: false }),
    ...(isShort && { policy: { captureWindow: 'P1D', safetyMargin: 'PT1H' } }),
  };
  return { input, state: reserved(input, { createdAt, reservedAt, uuid: `RES${7_000_000_000 + index}` }) };
}

function reserved(
  input: OrderInput,
  { createdAt, reservedAt, uuid }: { createdAt: string; reservedAt: string; uuid: string },
): ReservationState {
  const admitted = admitOrder(input, { captureWindowMs: 7 * DAY_MS, safetyMarginMs: DAY_MS }, createdAt);
  if ('faults' in admitted) throw new Error(`Not an order: ${JSON.stringify(admitted.faults)}`);
  const settings = {
    verifyScheduleMs: [2_000, 5_000, 15_000, 30_000],
    providerTimeoutMs: 30_000,
    rules: PRESENT_RULES,
  };
  const state = newState({ input, order: admitted.order, settings, attempts: 1 }, createdAt);
  const [submit] = state.operations;
  if (submit) Object.assign(submit, { status: 'executed', reference: uuid, settledAt: createdAt });
  const amountMinor = input.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  note(state, createdAt, 'submit_executed', 'provider', { reservationUuid: uuid });
  note(state, reservedAt, 'state_changed', 'provider', { from: 'awaitingPayment', to: 'reserved' });
  return {
    ...state,
    lifecycle: 'reserved',
    reservationUuid: uuid,
    checkoutUrl: `http://127.0.0.1/checkout/${uuid}`,
    reservedAt,
    placed: true,
    ledger: { ...emptyLedger(), reservedMinor: amountMinor },
    lastReading: {
      at: reservedAt,
      reservationUuid: uuid,
      status: 'RESERVED',
      isPaid: false,
      reservedAt,
      reservedMinor: amountMinor,
      capturedMinor: 0,
      chargedMinor: 0,
      refundedFromCapturedMinor: 0,
      refundedFromChargedMinor: 0,
      referenceNumber: input.orderId,
      products: input.lines.map(({ name, amountMinor: lineMinor }, line) => ({
        id: line + 1,
        name,
        amountMinor: lineMinor,
        capturedMinor: 0,
      })),
      captures: [],
      charges: [],
    },
  };
}
