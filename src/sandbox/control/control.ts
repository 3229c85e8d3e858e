// The hand that a test, a demo or a person holds over the sandbox. The control routes call these same functions.
// Nothing in here counts as an API call; every act stands in the books under who did it.
import { Duration } from 'luxon';
import type { Outcome } from '../acts/act';
import { decline, pay } from '../acts/pay';
import { settle, settleAll } from '../acts/settle';
import type { BooksView } from '../books';
import { nowOf } from '../clock';
import { type Fault, faultSchema, type SetFault } from '../faults';
import type { Reservation } from '../reservation';
import type { World } from '../world';
import { SandboxControlError } from './control-error';
import { createDashboard, type Dashboard } from './dashboard';
import { type ReservationView, reservationView } from './views';

/** Everything control can do. Each function throws `SandboxControlError` when it cannot be done. */
export interface Control extends Dashboard {
  /** The customer pays. */
  pay(uuid: string): ReservationView;
  /** The customer declines. */
  decline(uuid: string): ReservationView;
  /** One reservation as it truly is. */
  reservation(uuid: string): ReservationView;
  /** All of them, oldest first, or those of one reference number. */
  reservations(filter?: { referenceNo?: string | undefined }): ReservationView[];
  /** What truly happened, to one reservation or to all. */
  books(reservationUuid?: string): BooksView;
  /** How often each call was received. */
  counters(): BooksView['counts'];
  /** Sets a fault; see `faults.ts` for its fields. */
  setFault(fault: Fault): SetFault;
  /** The faults that can still strike. */
  faults(): SetFault[];
  /** The faults that have struck as often as they were to: the last twenty, in the order they were used up. */
  usedUpFaults(): SetFault[];
  /** Takes one fault away, or all. */
  clearFaults(id?: number): void;
  /** Moves the clock forward by an ISO 8601 duration: one reservation's, or the sandbox's and everybody's. */
  advance(by: string, reservationUuid?: string): void;
  /** The sandbox's present, ISO 8601. */
  now(): string;
  /** Every call is answered 401 until the token is restored. */
  revokeToken(): void;
  restoreToken(): void;
  /** Changes the budget of calls a minute, and begins a new minute. */
  setRatePerMinute(callsPerMinute: number): void;
}

/** Makes the control of a sandbox. */
export function createControl(world: World): Control {
  const act = (uuid: string, work: (reservation: Reservation) => Outcome) => actOn(world, uuid, work);
  return {
    ...createDashboard(world, act),
    pay: (uuid) => act(uuid, (reservation) => pay(world, reservation)),
    decline: (uuid) => act(uuid, (reservation) => decline(world, reservation)),
    reservation: (uuid) => act(uuid, () => ({ kind: 'done', reference: null })),
    reservations: ({ referenceNo } = {}) => {
      settleAll(world);
      return [...world.reservations.values()]
        .filter(({ order }) => referenceNo === undefined || order.referenceNo === referenceNo)
        .map((reservation) => reservationView(world, reservation));
    },
    books: (reservationUuid) => {
      settleAll(world);
      return world.books.view(reservationUuid);
    },
    counters: () => world.books.view().counts,
    setFault: (fault) => {
      const read = faultSchema.safeParse(fault);
      if (!read.success) throw unusable('A fault is not as described in faults.ts; nothing was set.');
      return world.faults.add(read.data);
    },
    faults: () => world.faults.list(),
    usedUpFaults: () => world.faults.usedUp(),
    clearFaults: (id) => world.faults.clear(id),
    advance: (by, reservationUuid) => advance(world, by, reservationUuid),
    now: () => new Date(world.clock.now()).toISOString(),
    revokeToken: () => {
      world.isTokenRevoked = true;
    },
    restoreToken: () => {
      world.isTokenRevoked = false;
    },
    setRatePerMinute: (callsPerMinute) => {
      if (!Number.isSafeInteger(callsPerMinute) || callsPerMinute < 0) {
        throw unusable('The rate must be a whole number of calls a minute; nothing was changed.');
      }
      world.rateLimit.perMinute = callsPerMinute;
      world.rateLimit.reset();
    },
  };
}

function find(world: World, uuid: string): Reservation {
  const reservation = world.reservations.get(uuid);
  if (reservation === undefined) {
    throw new SandboxControlError(
      'reservation_not_found',
      'The sandbox knows no reservation by that uuid.',
      404,
    );
  }
  return reservation;
}

/** Does one act and shows the reservation afterwards. */
function actOn(world: World, uuid: string, work: (reservation: Reservation) => Outcome): ReservationView {
  const reservation = find(world, uuid);
  const outcome = world.together(() => {
    settle(world, reservation);
    return work(reservation);
  });
  if (outcome.kind === 'invalid') throw unusable(outcome.errors.join(' '));
  if (outcome.kind === 'refused') {
    const message = `The reservation is not in a state for that: ${outcome.key}.`;
    throw new SandboxControlError(`refused_${outcome.key}`, message, 409);
  }
  return reservationView(world, reservation);
}

function advance(world: World, by: string, reservationUuid: string | undefined): void {
  const duration = Duration.fromISO(by);
  const byMs = duration.isValid ? duration.toMillis() : -1;
  if (byMs < 0)
    throw unusable('The clock moves forward by an ISO 8601 duration such as P7D; it was not moved.');
  const moved =
    reservationUuid === undefined ? [...world.reservations.values()] : [find(world, reservationUuid)];
  world.together(() => {
    if (reservationUuid === undefined) world.saveClock(world.clock.offsetMs + byMs);
    for (const reservation of moved) {
      reservation.clockOffsetMs += byMs;
      world.save(reservation);
      settle(world, reservation);
    }
  });
  world.settings.logger.info(
    { by, reservations: moved.length, now: nowText(moved[0]) },
    'sandbox clock moved',
  );
}

function nowText(reservation: Reservation | undefined): string | null {
  return reservation === undefined ? null : new Date(nowOf(reservation)).toISOString();
}

function unusable(message: string): SandboxControlError {
  return new SandboxControlError('invalid_request', message, 422);
}
