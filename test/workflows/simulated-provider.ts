/**
 * A provider in memory for tests of the loop: reservations, the documented rules for money, and answers that fail in
 * every way. It counts what it truly did per operation, for tests to compare with what the workflow believes.
 */
import type { Details } from '../../activities/inputs';
import type { StrayRoom } from '../../workflows/clear-stray';
import type { ProviderMovement } from '../../workflows/state';
import { providerFailure } from './failures';
import { LINES_MINOR, ORDER_MINOR, readingWith } from './states';

/** What goes wrong with one call: before the provider acted, after it, or with when its books show it. */
export type Fault =
  | 'none'
  | 'lost_before'
  | 'lost_after'
  | 'not_connected'
  | 'rate_limited'
  | 'unauthorized'
  | 'shown_late'
  | 'lost_and_shown_late';

export const FAULTS: Fault[] = [
  'none',
  'lost_before',
  'lost_after',
  'not_connected',
  'rate_limited',
  'unauthorized',
  'shown_late',
  'lost_and_shown_late',
];

/** So late do the books show what was done: within the verification schedule, or after it has run out. */
const LATE_MS: Partial<Record<Fault, number>> = { shown_late: 20_000, lost_and_shown_late: 15 * 60_000 };

type Plain<Room extends keyof StrayRoom> = {
  [K in keyof StrayRoom[Room]]: StrayRoom[Room][K] extends (input: infer Input) => infer Output
    ? (input: Input) => Output
    : never;
};
type Sending = Plain<'sending'>;
type Reading = Plain<'reading'>;
type Engine = Plain<'engine'>;

interface Shown {
  from: string;
  details: Details;
}

export class SimulatedProvider {
  /** How often each operation was truly executed, by its id. */
  readonly executed = new Map<string, number>();
  readonly reservations = new Map<string, Details>();
  #shown = new Map<string, Shown[]>();
  #nextReference = 1;
  #faults: Fault[];
  #now: () => string;

  /** `faults` are met by the calls one after the other; after the last one all is well. */
  constructor(now: () => string, faults: Fault[]) {
    this.#now = now;
    this.#faults = [...faults];
  }

  /** What the next calls meet, after what was planned before. */
  meets(...faults: Fault[]): void {
    this.#faults.push(...faults);
  }

  /** What truly stands in the books, whatever they show at this moment. */
  truth(reservationUuid: string): Details {
    const details = this.reservations.get(reservationUuid);
    if (!details)
      throw providerFailure({ execution: 'refused', code: 'reservation_not_found', httpStatus: 404 });
    return details;
  }

  /** The customer pays at the checkout page, if it still stands. */
  pay(reservationUuid: string): boolean {
    const details = this.truth(reservationUuid);
    if (details.status !== 'SENT') return false;
    this.#change(reservationUuid, {
      status: 'RESERVED',
      reservedAt: this.#now(),
      reservedMinor: ORDER_MINOR,
    });
    return true;
  }

  /** The link's end, as the provider sees it. */
  expire(reservationUuid: string): void {
    if (this.truth(reservationUuid).status === 'SENT') this.#change(reservationUuid, { status: 'EXPIRED' });
  }

  /** Somebody captures in the provider's own dashboard. */
  captureInDashboard(reservationUuid: string, amountMinor: number): void {
    const details = this.truth(reservationUuid);
    if (details.status === 'RESERVED' && details.capturedMinor + amountMinor <= details.reservedMinor) {
      this.#move(reservationUuid, 'captures', { amountMinor, marker: null });
    }
  }

  /** The activities that send, each in the provider's own rules. */
  sending(): Sending {
    const refuse = (code: string, httpStatus = 400): never => {
      throw providerFailure({ execution: 'refused', code, httpStatus, messageKey: code });
    };
    const place = async ({ order: { orderId } }: { order: { orderId: string } }) =>
      this.#call(`submit-${this.reservations.size}`, () => {
        const reservationUuid = `RES${this.reservations.size + 1}`;
        const unpaid = { status: 'SENT', reservedAt: null, reservedMinor: 0 };
        const { at: _at, ...details } = readingWith(
          {},
          { ...unpaid, reservationUuid, referenceNumber: orderId },
        );
        this.reservations.set(reservationUuid, details);
        this.#change(reservationUuid, {});
        return { reservationUuid, checkoutUrl: `https://checkout.example/${reservationUuid}` };
      });
    return {
      submit: place,
      createSession: place,
      capture: async ({ reservationUuid, operationId, amountMinor }) =>
        this.#call(operationId, () => {
          const { status, reservedMinor, capturedMinor } = this.truth(reservationUuid);
          if (status === 'CANCELLED') refuse('already_cancelled');
          if (status !== 'RESERVED' || capturedMinor + amountMinor > reservedMinor)
            refuse('capture_exceeds_runway');
          return this.#move(reservationUuid, 'captures', { amountMinor, marker: operationId });
        }),
      charge: async ({ reservationUuid, operationId, lines }) =>
        this.#call(operationId, () => {
          if (this.truth(reservationUuid).status !== 'RESERVED') refuse('charge_deadline_passed');
          const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
          return this.#move(reservationUuid, 'charges', { amountMinor, marker: operationId });
        }),
      refund: async ({ reservationUuid, operationId, reference, amountMinor }) =>
        this.#call(operationId, () => {
          const details = this.truth(reservationUuid);
          const back = (movement: ProviderMovement): ProviderMovement =>
            movement.reference === reference
              ? { ...movement, refundedMinor: movement.refundedMinor + amountMinor }
              : movement;
          const [captures, charges] = [details.captures.map(back), details.charges.map(back)];
          if ([...captures, ...charges].some((after) => after.refundedMinor > after.amountMinor)) {
            refuse('refund_exceeds_source');
          }
          this.#change(reservationUuid, { captures, charges });
        }),
      cancel: async ({ reservationUuid, operationId }) =>
        this.#call(operationId, () => {
          const { status, isPaid } = this.truth(reservationUuid);
          if (status === 'CANCELLED' || status === 'COMPLETED') refuse('already_completed_or_cancelled');
          if (status === 'EXPIRED' || isPaid) refuse('not_cancellable');
          this.#change(reservationUuid, { status: 'CANCELLED' });
        }),
      complete: async ({ reservationUuid, operationId }) =>
        this.#call(operationId, () => {
          const { status, isPaid } = this.truth(reservationUuid);
          if (status !== 'RESERVED' || !isPaid) refuse('not_completable');
          this.#change(reservationUuid, { status: 'COMPLETED' });
        }),
      resend: async ({ operationId }) => this.#call(operationId, () => undefined),
    };
  }

  /** The activities that read; their faults are those of reading. */
  reading(): Reading {
    return {
      readDetails: async ({ reservationUuid }) => {
        this.#meetReading();
        this.truth(reservationUuid);
        const now = this.#now();
        const shown = (this.#shown.get(reservationUuid) ?? []).findLast(({ from }) => from <= now);
        if (!shown) throw providerFailure({ execution: 'unknown', code: 'provider_failed', httpStatus: 500 });
        return structuredClone(shown.details);
      },
      readHistory: async () => {
        this.#meetReading();
        return [...this.reservations.keys()].map((uuid) => ({
          uuid,
          title: 'payment-link-sent-to-customer',
          at: null,
        }));
      },
    };
  }

  /** The engine's own: nobody else's orders are here. */
  engine(knows: () => string | null): Engine {
    return {
      findStrangers: async ({ reservationUuids }) => reservationUuids.filter((uuid) => uuid !== knows()),
      passHints: async () => ({ hinted: 0, strangers: [] }),
      passStranger: async () => undefined,
    };
  }

  #meetReading(): void {
    const fault = this.#faults.shift() ?? 'none';
    if (fault === 'unauthorized')
      throw providerFailure({ execution: 'not_executed', code: fault, httpStatus: 401 });
    if (fault !== 'none' && LATE_MS[fault] === undefined) {
      throw providerFailure({ execution: 'unknown', code: 'provider_failed', httpStatus: 510 });
    }
  }

  #call<T>(operationId: string, act: () => T): T {
    const fault = this.#faults.shift() ?? 'none';
    switch (fault) {
      case 'lost_before':
        throw providerFailure({ execution: 'unknown', code: 'timed_out' });
      case 'not_connected':
        throw providerFailure({ execution: 'not_executed', code: fault });
      case 'rate_limited':
        throw providerFailure({
          execution: 'not_executed',
          code: fault,
          httpStatus: 429,
          retryAfterMs: 7_000,
        });
      case 'unauthorized':
        throw providerFailure({ execution: 'not_executed', code: fault, httpStatus: 401 });
      default:
    }
    this.#lateMs = LATE_MS[fault] ?? 0;
    const result = act();
    this.executed.set(operationId, (this.executed.get(operationId) ?? 0) + 1);
    if (fault === 'lost_after' || fault === 'lost_and_shown_late')
      throw providerFailure({ execution: 'unknown', code: 'connection_lost' });
    return result;
  }

  #lateMs = 0;

  #move(
    reservationUuid: string,
    kind: 'captures' | 'charges',
    { amountMinor, marker }: { amountMinor: number; marker: string | null },
  ): { reference: string } {
    const details = this.truth(reservationUuid);
    const reference = `${kind === 'captures' ? 'CAP' : 'CHA'}${this.#nextReference++}`;
    const movement: ProviderMovement = {
      reference,
      amountMinor,
      refundedMinor: 0,
      marker,
      hasText: marker !== null,
    };
    this.#change(reservationUuid, { [kind]: [...details[kind], movement] });
    return { reference };
  }

  /** Writes the books, their sums and products with them, and plans from when they show it. */
  #change(reservationUuid: string, changes: Partial<Details>): void {
    const details = { ...this.truth(reservationUuid), ...changes };
    const sum = (movements: ProviderMovement[], key: 'amountMinor' | 'refundedMinor') =>
      movements.reduce((total, movement) => total + movement[key], 0);
    details.capturedMinor = sum(details.captures, 'amountMinor');
    details.chargedMinor = sum(details.charges, 'amountMinor');
    details.refundedFromCapturedMinor = sum(details.captures, 'refundedMinor');
    details.refundedFromChargedMinor = sum(details.charges, 'refundedMinor');
    details.isPaid = details.capturedMinor + details.chargedMinor > 0;
    const firstLine = Math.min(details.capturedMinor, LINES_MINOR[0]);
    details.products = details.products.map((product, index) => ({
      ...product,
      capturedMinor: index === 0 ? firstLine : details.capturedMinor - firstLine,
    }));
    this.reservations.set(reservationUuid, details);
    const shown = this.#shown.get(reservationUuid) ?? [];
    const earliest = new Date(Date.parse(this.#now()) + this.#lateMs).toISOString();
    const from = [earliest, shown.at(-1)?.from ?? earliest].sort().at(-1) ?? earliest;
    this.#shown.set(reservationUuid, [...shown, { from, details }]);
    this.#lateMs = 0;
  }
}
