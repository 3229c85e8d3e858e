/** A hold that waits for its timer, as its workflow would carry it from run to run: made without a call to anybody. */

import { admitOrder } from '../../src/orders/admit-order';
import { exampleOrder } from '../../src/start/example-order';
import { emptyLedger } from '../../workflows/ledger';
import { newState } from '../../workflows/new-state';
import type { OrderInput } from '../../workflows/order';
import { PRESENT_RULES } from '../../workflows/rules';
import type { ReservationState } from '../../workflows/state';
import { note } from '../../workflows/timeline';

const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60 * 1000;

/** One in so many has a short window, and ends within the day. */
const SHORT_ONE_IN = 20;

/** What the order was sent as, and the state it is in. */
export interface ParkedOrder {
  input: OrderInput;
  state: ReservationState;
}

/**
 * The `index`-th of `count`, placed and paid just now. Their deadlines lie evenly between two and seven days ahead, of some
 * within the day; no timer acts within the next hours.
 */
export function parkedOrder(index: number, { count, nowMs }: { count: number; nowMs: number }): ParkedOrder {
  const isShort = index % SHORT_ONE_IN === 0;
  const part = index / count;
  const minutes = Math.round(isShort ? 6 * 60 + part * 16 * 60 : (2 + 5 * part) * DAY_MINUTES);
  const policy = { captureWindow: `PT${minutes}M`, ...(isShort && { safetyMargin: 'PT1H' }) };
  const orderId = `bench-${String(index).padStart(6, '0')}`;
  const input: OrderInput = { ...exampleOrder(orderId, { isShort: false }), policy };
  const at = new Date(nowMs).toISOString();
  return { input, state: reserved(input, { at, uuid: `RES${7_000_000_000 + index}` }) };
}

function reserved(input: OrderInput, { at, uuid }: { at: string; uuid: string }): ReservationState {
  const admitted = admitOrder(input, { captureWindowMs: 7 * DAY_MS, safetyMarginMs: DAY_MS }, at);
  if ('faults' in admitted) throw new Error(`Not an order: ${JSON.stringify(admitted.faults)}`);
  const settings = {
    verifyScheduleMs: [2_000, 5_000, 15_000, 30_000],
    providerTimeoutMs: 30_000,
    rules: PRESENT_RULES,
  };
  const state = newState({ input, order: admitted.order, settings, attempts: 1 }, at);
  const [submit] = state.operations;
  if (submit) Object.assign(submit, { status: 'executed', reference: uuid, settledAt: at });
  const amountMinor = input.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  note(state, at, 'submit_executed', 'provider', { reservationUuid: uuid });
  note(state, at, 'hold_made', 'provider', { reservedMinor: amountMinor });
  return {
    ...state,
    lifecycle: 'reserved',
    reservationUuid: uuid,
    checkoutUrl: `http://127.0.0.1/checkout/${uuid}`,
    reservedAt: at,
    placed: true,
    ledger: { ...emptyLedger(), reservedMinor: amountMinor },
    lastReading: {
      at,
      reservationUuid: uuid,
      status: 'RESERVED',
      isPaid: false,
      reservedAt: at,
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
