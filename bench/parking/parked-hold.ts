/** A hold that waits for its timer, as its workflow would carry it from run to run: made without a call to anybody. */
import { admitOrder } from '../../src/orders/admit-order';
import { exampleOrder } from '../../src/start/example-order';
import { emptyLedger } from '../../workflows/ledger';
import { newState } from '../../workflows/new-state';
import type { OrderInput, PolicyInput } from '../../workflows/order';
import { PRESENT_RULES } from '../../workflows/rules';
import type { ReservationState } from '../../workflows/state';
import { note } from '../../workflows/timeline';
import type { SeedHold } from '../provider/facts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a hold is made from. */
export interface Hold {
  orderId: string;
  reservationUuid: string;
  /** When it was placed and paid, in ms since 1970. */
  reservedAtMs: number;
  policy: PolicyInput;
}

/** What the order was sent as, and the state it is in. */
export interface ParkedOrder {
  input: OrderInput;
  state: ReservationState;
}

/** One hold. @throws Error when its policy is none */
export function parkedHold({ orderId, reservationUuid, reservedAtMs, policy }: Hold): ParkedOrder {
  const input: OrderInput = { ...exampleOrder(orderId, { isShort: false }), policy };
  const at = new Date(reservedAtMs).toISOString();
  return { input, state: reserved(input, { at, uuid: reservationUuid }) };
}

/** The same hold as the provider has it in its books. */
export function asSeed({ input, state }: ParkedOrder): SeedHold {
  return {
    reservationUuid: state.reservationUuid ?? '',
    referenceNo: input.orderId,
    reservedAtMs: Date.parse(state.reservedAt ?? ''),
    lines: (state.lastReading?.products ?? []).map(({ id, name, amountMinor }) => ({
      id: Number(id),
      name,
      amountMinor,
    })),
  };
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
