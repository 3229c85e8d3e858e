/**
 * A provider in memory for tests of the loop: the activities by the documented rules, with answers that fail in every
 * way. It counts what it truly did per operation, for tests to compare with what the workflow believes.
 */
import type { Ended } from '../../activities/ended-at';
import type { Details } from '../../activities/inputs';
import type { StrayRoom } from '../../workflows/clear-stray';
import { type Manners, PLAIN, SimulatedBooks } from './simulated-books';
import {
  DONE_AFTER_MS,
  type Fault,
  failureAfter,
  failureBefore,
  LATE_MS,
  REJECTED_AFTER_MS,
  readingFailure,
  refusal,
  STALE_MS,
  timeOf,
} from './simulated-faults';

export type { Fault } from './simulated-faults';

interface Proxies {
  sending: ReturnType<StrayRoom['sending']>;
  reading: ReturnType<StrayRoom['reading']>;
  engine: StrayRoom['engine'];
}
type Plain<Room extends keyof Proxies> = {
  [K in keyof Proxies[Room]]: Proxies[Room][K] extends (input: infer Input) => infer Output
    ? (input: Input) => Output
    : never;
};
export type Sending = Plain<'sending'>;
type Reading = Plain<'reading'>;
type Engine = Plain<'engine'>;

/** What the provider has of the world around it. Without it no time passes, and nothing is done later. */
export interface Surroundings {
  manners: Manners;
  /** Faults of submitting, of the other sending calls, and of the readings, each met one after the other. */
  submits: Fault[];
  sends: Fault[];
  looks: Fault[];
  /** Lets time go by, and with it whatever happens meanwhile. */
  pass: (ms: number) => void;
  later: (ms: number, act: () => void) => void;
}

const NO_FAULTS = (): Pick<Surroundings, 'submits' | 'sends' | 'looks'> => ({
  submits: [],
  sends: [],
  looks: [],
});

/** The answer of what brings nothing back. */
const done = (): Ended => ({});

export class SimulatedProvider {
  /** How often each operation was truly executed, by its id. */
  readonly executed = new Map<string, number>();
  /** The reference that each capture and charge of ours truly got. */
  readonly references = new Map<string, string>();
  /** Operations that were given up and will be carried out yet. */
  readonly underway = new Set<string>();
  readonly books: SimulatedBooks;
  #faults: Fault[];
  #around: Surroundings;

  /** `faults` are met by the calls one after the other; after the last one all is well. */
  constructor(now: () => string, faults: Fault[], around: Partial<Surroundings> = {}) {
    const nothing = () => undefined;
    this.#around = { manners: PLAIN, ...NO_FAULTS(), pass: nothing, later: nothing, ...around };
    this.#faults = [...faults];
    this.books = new SimulatedBooks(() => Date.parse(now()), this.#around.manners);
  }

  /** What the next calls meet, after what was planned before. */
  meets(...faults: Fault[]): void {
    this.#faults.push(...faults);
  }

  /** What truly stands in the books, whatever they show at this moment. */
  truth(reservationUuid: string): Details {
    return this.books.truth(reservationUuid);
  }

  /** The customer pays at the checkout page, if it still stands. */
  pay(reservationUuid: string): boolean {
    return this.books.pay(reservationUuid);
  }

  /** The activities that send. */
  sending(): Sending {
    const { books } = this;
    const place: Sending['submit'] = ({ order: { orderId }, operationId }) =>
      this.#call(
        operationId,
        () => {
          const reservationUuid = books.place(orderId);
          return { reservationUuid, checkoutUrl: `https://checkout.example/${reservationUuid}` };
        },
        { planned: this.#around.submits },
      );
    return {
      submit: place,
      createSession: place,
      capture: ({ reservationUuid, operationId, amountMinor, products }) =>
        this.#call(operationId, () =>
          books.capture(reservationUuid, { amountMinor, marker: operationId, products }),
        ),
      charge: ({ reservationUuid, operationId, lines }) =>
        this.#call(operationId, () => {
          const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
          return books.charge(reservationUuid, { amountMinor, marker: operationId });
        }),
      refund: ({ reservationUuid, operationId, reference, amountMinor }) =>
        this.#call(operationId, () => books.refund(reservationUuid, reference, amountMinor), {
          reject: () => books.write(reservationUuid, 'refund-rejected'),
        }).then(done),
      cancel: ({ reservationUuid, operationId }) =>
        this.#call(operationId, () => books.cancel(reservationUuid)).then(done),
      complete: ({ reservationUuid, operationId }) =>
        this.#call(operationId, () => books.complete(reservationUuid)).then(done),
      resend: ({ reservationUuid, operationId }) =>
        this.#call(operationId, () => books.write(reservationUuid, 'order-resent')).then(done),
    };
  }

  /** The activities that read; their faults are those of reading. */
  reading(): Reading {
    return {
      readDetails: async ({ reservationUuid }) => {
        const fault = this.#meetReading();
        const details = this.books.shown(reservationUuid, fault === 'stale' ? STALE_MS : 0);
        if (!details) throw refusal('reservationNotFound', 404);
        if (fault === 'without_products') return { ...details, products: [] };
        if (fault === 'without_lists') return { ...details, captures: [], charges: [] };
        return details;
      },
      readHistory: async ({ from, to }) => {
        this.#meetReading();
        return this.books.rows(from, to);
      },
      searchStrangers: async ({ from, to, hinted, examined }) => {
        this.#meetReading();
        const uuids = new Set([...hinted, ...this.books.rows(from, to).map(({ uuid }) => uuid)]);
        return { reservationUuids: [...uuids].filter((uuid) => !examined.includes(uuid)) };
      },
    };
  }

  /** The engine's own: nobody else's orders are here. */
  engine(knows: () => string | null): Engine {
    return {
      findStrangers: async ({ reservationUuids }) => reservationUuids.filter((uuid) => uuid !== knows()),
      passStrangers: async () => [],
    };
  }

  #meetReading(): Fault {
    const fault = this.#around.looks.shift() ?? this.#faults.shift() ?? 'none';
    this.#around.pass(timeOf(fault));
    const failure = readingFailure(fault);
    if (failure) throw failure;
    return fault;
  }

  /** One call that acts: half its time is gone when the provider acts, and whatever happens meanwhile happens. */
  async #call<T>(
    operationId: string,
    act: () => T,
    { planned = this.#around.sends, reject }: { planned?: Fault[]; reject?: () => void } = {},
  ): Promise<T> {
    const fault = planned.shift() ?? this.#faults.shift() ?? 'none';
    const { pass, later } = this.#around;
    pass(timeOf(fault) / 2);
    const before = failureBefore(fault);
    if (before) {
      if (fault === 'done_after_the_time_out') this.#doLater(operationId, act);
      pass(timeOf(fault) / 2);
      throw before;
    }
    if (reject && (fault === 'accepted_and_rejected_later' || fault === 'accepted_and_forgotten')) {
      if (fault === 'accepted_and_rejected_later') later(REJECTED_AFTER_MS, reject);
      // A refund's answer has nothing in it.
      return undefined as T;
    }
    const result = fault === 'lied' ? (this.#pretend() as T) : this.#do(operationId, act, LATE_MS[fault]);
    pass(timeOf(fault) / 2);
    const after = failureAfter(fault);
    if (after) throw after;
    return result;
  }

  #do<T>(operationId: string, act: () => T, lateMs = 0): T {
    const result = this.books.shownLate(lateMs, act);
    this.executed.set(operationId, (this.executed.get(operationId) ?? 0) + 1);
    if (typeof result === 'object' && result !== null && 'reference' in result)
      this.references.set(operationId, String(result.reference));
    return result;
  }

  /** The answer of what was not done: that of a capture or charge names a reference. */
  #pretend(): { reference: string } {
    return { reference: `CAP9${this.executed.size}` };
  }

  #doLater(operationId: string, act: () => unknown): void {
    this.underway.add(operationId);
    this.#around.later(timeOf('done_after_the_time_out') + DONE_AFTER_MS, () => {
      this.underway.delete(operationId);
      try {
        this.#do(operationId, act);
      } catch {
        // Refused by then: nobody waits for its answer.
      }
    });
  }
}
