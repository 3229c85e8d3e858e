/** The lives that the demo shows, and what each must have come to in the end. Durations are real and short. */
import type { OrderInput, Reservation } from '../../client';
import type { DemoOrder } from './demo-order';

/** What an order must have come to: its state, and what moved, by our word and by the sandbox's books. */
export interface Expected {
  state: Reservation['state'];
  capturedMinor: number;
  chargedMinor: number;
  refundedMinor: number;
  /** How often the provider truly did it. */
  executed: { capture: number; charge: number; refund: number; cancel: number; complete: number };
}

/** One life. */
export interface Scenario {
  name: string;
  policy: NonNullable<OrderInput['policy']>;
  /** How long the payment link is good, in ms; a day unless told. */
  linkValidMs?: number;
  live(order: DemoOrder): Promise<unknown>;
  expected: Expected;
}

/** What every order of the demo is for: NOK 3,000.00 in two lines. */
export const LINES = [
  { name: 'Cabin, two nights', amountMinor: 240_000, taxPercent: 12 },
  { name: 'Cleaning', amountMinor: 60_000, taxPercent: 25 },
];

const TOTAL_MINOR = 300_000;
const NOTHING: Expected['executed'] = { capture: 0, charge: 0, refund: 0, cancel: 0, complete: 0 };
const NO_MONEY = { capturedMinor: 0, chargedMinor: 0, refundedMinor: 0 };
const ALL_CAPTURED = { ...NO_MONEY, capturedMinor: TOTAL_MINOR };

async function payAndWait(order: DemoOrder, state: Reservation['state']): Promise<void> {
  await order.place();
  await order.pay();
  await order.untilState(state);
}

const happyPath: Scenario = {
  name: 'happy path',
  policy: { captureWindow: 'PT12S' },
  live: (order) => payAndWait(order, 'completed'),
  expected: { state: 'completed', ...ALL_CAPTURED, executed: { ...NOTHING, capture: 1, complete: 1 } },
};

const earlyCapture: Scenario = {
  name: 'early capture',
  policy: { captureWindow: 'PT30M' },
  async live(order) {
    await payAndWait(order, 'reserved');
    await order.command(
      'capture',
      { note: 'The guest has arrived' },
      'captures it all, long before the timer',
    );
    await order.untilState('completed');
  },
  expected: { state: 'completed', ...ALL_CAPTURED, executed: { ...NOTHING, capture: 1, complete: 1 } },
};

const partialCapture: Scenario = {
  name: 'partial capture',
  policy: { captureWindow: 'PT16S', remainder: 'release' },
  async live(order) {
    await payAndWait(order, 'reserved');
    await order.command(
      'capture',
      { lines: [{ line: 0, amountMinor: 240_000 }] },
      'captures the cabin, not the cleaning; the timer is to release the rest',
    );
    await order.untilState('completed');
  },
  expected: {
    state: 'completed',
    ...NO_MONEY,
    capturedMinor: 240_000,
    executed: { ...NOTHING, capture: 1, complete: 1 },
  },
};

const manualPolicy: Scenario = {
  name: 'manual policy',
  policy: { capture: 'manual', captureWindow: 'PT14S' },
  live: (order) => payAndWait(order, 'cancelled'),
  expected: { state: 'cancelled', ...NO_MONEY, executed: { ...NOTHING, cancel: 1 } },
};

const unpaidLink: Scenario = {
  name: 'unpaid link',
  policy: { unpaid: 'cancel' },
  linkValidMs: 9_000,
  async live(order) {
    await order.place();
    order.tell('nobody pays; the link is good for 9 s');
    await order.untilState('cancelled');
  },
  expected: { state: 'cancelled', ...NO_MONEY, executed: { ...NOTHING, cancel: 1 } },
};

const lostCallback: Scenario = {
  name: 'lost callback',
  policy: { captureWindow: 'PT24S' },
  async live(order) {
    order.loseCallbacks();
    await order.place();
    await order.pay();
    order.tell("no callback comes: the next sweep of the provider's history is to find the payment");
    await order.untilState('reserved');
    await order.untilState('completed');
  },
  expected: { state: 'completed', ...ALL_CAPTURED, executed: { ...NOTHING, capture: 1, complete: 1 } },
};

const laterCharge: Scenario = {
  name: 'later charge',
  policy: { captureAt: 'reserved', complete: 'manual' },
  async live(order) {
    await payAndWait(order, 'captured');
    const lines = [{ name: 'Late checkout', amountMinor: 50_000, taxPercent: 25 }];
    await order.command('charge', { lines }, 'charges a late checkout to the stored card');
    await order.command('complete', { note: 'Checked out' }, 'completes it, which ends charging');
    await order.untilState('completed');
  },
  expected: {
    state: 'completed',
    ...ALL_CAPTURED,
    chargedMinor: 50_000,
    executed: { ...NOTHING, capture: 1, charge: 1, complete: 1 },
  },
};

const refund: Scenario = {
  name: 'refund',
  policy: { captureAt: 'reserved' },
  async live(order) {
    await payAndWait(order, 'completed');
    const { operations } = await order.untilState('completed');
    const reference = operations.find(({ kind }) => kind === 'capture')?.reference;
    await order.command(
      'refund',
      { reference, amountMinor: 60_000 },
      'gives the cleaning back, though it is completed',
    );
  },
  expected: {
    state: 'completed',
    ...ALL_CAPTURED,
    refundedMinor: 60_000,
    executed: { ...NOTHING, capture: 1, refund: 1, complete: 1 },
  },
};

/** All of them, in the order of the closing table. */
export const SCENARIOS: readonly Scenario[] = [
  happyPath,
  earlyCapture,
  partialCapture,
  manualPolicy,
  unpaidLink,
  lostCallback,
  laterCharge,
  refund,
];
