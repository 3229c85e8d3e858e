/**
 * The rows of the matrix: the seven operations, captures twice (the whole runway may be repeated, a part may not). Each
 * says how an order is brought to it, what is asked, how the order ends afterwards, and what the provider's books
 * must then show, to the last entry.
 */
import type { CommandBodies } from '../../workflows/messages';
import type { OperationKind } from '../../workflows/operation';
import type { OrderInput } from '../../workflows/order';
import type { LifecycleState } from '../../workflows/state';
import { eventually } from './eventually';
import type { Place } from './place';

/** One order on its way. */
export interface Scene {
  place: Place;
  order: OrderInput;
  /** The reference of its last capture. */
  reference: string;
}

type Act = (scene: Scene) => Promise<void>;

/** How an order with this operation goes on and ends. */
interface Course {
  acts: Act[];
  /** What the provider has executed on the order's own reservation in the end. */
  books: string[];
  state: LifecycleState;
}

export interface Row {
  name: string;
  kind: OperationKind;
  /** What becomes of it when it was sent, or may have been, and the provider's books never show it. */
  lost: 'repeated' | 'asked' | 'unseen';
  before: Act[];
  body: (scene: Scene) => object;
  /** A refusal that the provider documents for it; submit has none, and is refused for its taxes. */
  refusal: string | null;
  executed: Course;
  refused: Course;
}

const CHARGED: CommandBodies['charge'] = {
  lines: [{ name: 'Minibar', amountMinor: 50_000, taxPercent: 25 }],
  note: 'Left open',
};

const place: Act = async ({ place: { reservations }, order }) => {
  await reservations.place(order);
};

const pay: Act = async ({ place: { reservations, sandbox }, order: { orderId } }) => {
  const { reservationUuid } = await reservations.reservation(orderId);
  sandbox.control.pay(reservationUuid ?? '');
  await eventually(`the hold of ${orderId} is known`, async () => {
    return (await reservations.reservation(orderId)).state === 'reserved';
  });
};

function capture(amountMinor?: number): Act {
  return async (scene) => {
    const body = amountMinor === undefined ? {} : { amountMinor };
    const { operation } = await scene.place.reservations.send('capture', scene.order.orderId, body);
    scene.reference = operation.reference ?? '';
  };
}

const cancel: Act = async ({ place: { reservations }, order }) => {
  await reservations.send('cancel', order.orderId, { note: 'The trip is off' });
};

const complete: Act = async ({ place: { reservations }, order }) => {
  await reservations.send('complete', order.orderId, { note: 'Checked out' });
};

const CAPTURED = ['submit', 'pay', 'capture', 'complete'];
const RELEASED: Course = { acts: [cancel], books: ['submit', 'pay', 'cancel'], state: 'cancelled' };

export const ROWS: readonly Row[] = [
  {
    name: 'submit',
    kind: 'submit',
    lost: 'repeated',
    before: [],
    body: () => ({}),
    refusal: null,
    executed: { acts: [pay, capture()], books: CAPTURED, state: 'completed' },
    refused: { acts: [], books: [], state: 'failed' },
  },
  {
    name: 'capture, whole',
    kind: 'capture',
    lost: 'repeated',
    before: [place, pay],
    body: () => ({ note: 'Left early' }),
    refusal: 'requestedCaptureAmountExceedAvailableCaptureRunway',
    executed: { acts: [], books: CAPTURED, state: 'completed' },
    refused: RELEASED,
  },
  {
    name: 'capture, in part',
    kind: 'capture',
    lost: 'asked',
    before: [place, pay],
    body: () => ({ amountMinor: 100_000 }),
    refusal: 'requestedCaptureAmountExceedAvailableCaptureRunway',
    executed: { acts: [complete], books: CAPTURED, state: 'completed' },
    refused: RELEASED,
  },
  {
    name: 'charge',
    kind: 'charge',
    lost: 'asked',
    before: [place, pay],
    body: () => CHARGED,
    refusal: 'paymentChargeRunwayExceed',
    executed: { acts: [complete], books: ['submit', 'pay', 'charge', 'complete'], state: 'completed' },
    refused: RELEASED,
  },
  {
    name: 'refund',
    kind: 'refund',
    lost: 'asked',
    before: [place, pay, capture(200_000)],
    body: ({ reference }) => ({ reference, amountMinor: 50_000 }),
    refusal: 'refundRejectionForWeeklyThresholdExceed',
    executed: {
      acts: [complete],
      books: ['submit', 'pay', 'capture', 'refund', 'complete'],
      state: 'completed',
    },
    refused: { acts: [complete], books: CAPTURED, state: 'completed' },
  },
  {
    name: 'cancel',
    kind: 'cancel',
    lost: 'repeated',
    before: [place, pay],
    body: () => ({ note: 'The guest fell ill' }),
    refusal: 'prerequisiteFailedToCancelReservation',
    executed: { ...RELEASED, acts: [] },
    refused: { acts: [capture()], books: CAPTURED, state: 'completed' },
  },
  {
    name: 'complete',
    kind: 'complete',
    lost: 'repeated',
    before: [place, pay, capture(200_000)],
    body: () => ({ note: 'Nothing more will come' }),
    refusal: 'prerequisiteFailedToCompleteReservation',
    executed: { acts: [], books: CAPTURED, state: 'completed' },
    refused: {
      acts: [capture()],
      books: ['submit', 'pay', 'capture', 'capture', 'complete'],
      state: 'completed',
    },
  },
  {
    name: 'resend',
    kind: 'resend',
    lost: 'unseen',
    before: [place],
    body: () => ({ email: 'kari@example.com' }),
    refusal: 'orderStatusAlreadyCompleted',
    executed: { acts: [cancel], books: ['submit', 'resend', 'cancel'], state: 'cancelled' },
    refused: { acts: [cancel], books: ['submit', 'cancel'], state: 'cancelled' },
  },
];
