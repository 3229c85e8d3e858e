/**
 * One order's whole life without an engine: the loop's own decisions and steps against a provider in memory, on a
 * clock that moves while the loop waits and while a call is under way. After every step the invariants are looked at.
 */
import { ApplicationFailure } from '@temporalio/common';
import equal from 'fast-deep-equal';
import type { StrayRoom } from '../../workflows/clear-stray';
import { ask } from '../../workflows/commands';
import type { Desk } from '../../workflows/desk';
import type { CommandBodies, CommandKind } from '../../workflows/messages';
import { nextStep } from '../../workflows/next-step';
import type { Operation } from '../../workflows/operation';
import type { Hint, ReservationState } from '../../workflows/state';
import { sortHints } from '../../workflows/strays';
import { takeStep } from '../../workflows/take-step';
import { Invariants } from './life-invariants';
import { Agenda } from './simulated-agenda';
import type { Manners } from './simulated-books';
import type { Fault } from './simulated-faults';
import { type Happening, happen } from './simulated-people';
import { SimulatedProvider } from './simulated-provider';
import { T0 } from './states';

/** How the world around an order behaves. */
export interface World extends Manners {
  submits: Fault[];
  sends: Fault[];
  looks: Fault[];
  /** What becomes of callbacks. */
  callbacks: 'come' | 'are lost' | 'come twice' | 'come late';
  /** How often the sweep reads the history. */
  sweepEveryMs: number;
}

/** What was asked under a key of the caller's. */
export interface Asked {
  kind: CommandKind;
  body: CommandBodies[CommandKind];
  operationId: string;
}

/** More steps than this between two waits are a spin: each of them may cost a provider call and history. */
const MAX_STEPS_AT_ONCE = 80;

/** A new run begins after so many waits: prime, so that it falls on waits of every kind. */
const WAITS_PER_RUN = 13;

const LATE_CALLBACK_MS = 10 * 60_000;

export class SimulatedLife {
  state: ReservationState;
  readonly provider: SimulatedProvider;
  readonly invariants: Invariants;
  /** A reservation of somebody else's, which nobody here may touch. */
  readonly strangerUuid: string;
  readonly asked: Asked[] = [];
  /** The operations of which a person said what is not true. */
  readonly lies = new Set<string>();
  hasEnded = false;
  readonly #world: World;
  readonly #agenda = new Agenda();
  readonly #untold: { uuid: string; title: string; fromMs: number }[] = [];
  #nowMs = Date.parse(T0);
  #now = T0;
  #room: StrayRoom;
  #waits = 0;
  #wasAtEnd = false;

  constructor(state: ReservationState, world: World, happenings: Happening[]) {
    // A state that a run was continued with: nothing in it but what went through JSON.
    this.state = JSON.parse(JSON.stringify(state)) as ReservationState;
    this.#world = world;
    const pass = (ms: number) => this.#pass(this.#nowMs + ms);
    this.provider = new SimulatedProvider(() => this.#now, [], {
      manners: world,
      submits: [...world.submits],
      sends: [...world.sends],
      looks: [...world.looks],
      pass,
      later: this.later,
    });
    this.provider.books.onRow = (uuid, title) => this.#written(uuid, title);
    this.strangerUuid = this.provider.books.place('booking-9000');
    this.invariants = new Invariants(this);
    for (const { atMs, deed } of happenings) this.later(atMs, () => happen(this, deed));
    this.#room = {
      state: this.state,
      now: () => this.#now,
      // The loop only calls them; what else an engine's proxies offer is not used.
      sending: () => this.invariants.watched(this.provider.sending()) as ReturnType<StrayRoom['sending']>,
      reading: () => this.provider.reading() as ReturnType<StrayRoom['reading']>,
      engine: this.provider.engine(() => this.state.reservationUuid) as StrayRoom['engine'],
    };
  }

  get now(): string {
    return this.#now;
  }

  /** Plans what happens so long from now. */
  later = (ms: number, act: () => void): void => this.#agenda.add(this.#nowMs + ms, act);

  /** Every reservation that bears this order's id, oldest first, whoever knows of it. */
  ours = (): string[] => {
    const { orderId } = this.state.order;
    return [...this.provider.books.reservations.values()]
      .filter(({ referenceNumber }) => referenceNumber === orderId)
      .map(({ reservationUuid }) => reservationUuid);
  };

  /** Lives until the horizon has come. An order that has ended is opened again by what comes after. */
  async live(horizon: string): Promise<void> {
    const horizonMs = Date.parse(horizon);
    let stepsAtOnce = 0;
    for (;;) {
      sortHints(this.state, this.#now);
      const step = nextStep(this.state, this.#now);
      this.hasEnded = step.do === 'end';
      if (step.do === 'end' || step.do === 'wait') {
        if (!this.#rest(step.do === 'wait' ? step.until : null, horizonMs)) return;
        stepsAtOnce = 0;
        continue;
      }
      stepsAtOnce += 1;
      if (stepsAtOnce > MAX_STEPS_AT_ONCE) throw new Error(`Spins at ${this.#now}: ${step.do}`);
      this.invariants.beforeStep(step);
      await takeStep(this.#room, step);
      this.invariants.afterStep();
    }
  }

  /** A wait, or the time after the end; false when nothing comes before the horizon. */
  #rest(until: string | null, horizonMs: number): boolean {
    if (until !== null && until <= this.#now) throw new Error(`Waits for ${until}, which has come.`);
    this.#carry();
    return this.#advance(until, horizonMs);
  }

  /** Asks under a key of its own. */
  ask<K extends CommandKind>(kind: K, body: CommandBodies[K]): void {
    const asked: Asked = { kind, body, operationId: `key-${this.asked.length}` };
    try {
      this.atDoor(asked);
    } catch (error) {
      if (error instanceof ApplicationFailure) return;
      throw error;
    }
    this.asked.push(asked);
  }

  /** The door as the desk has it. @throws ApplicationFailure what is refused there */
  atDoor(asked: Asked): Operation {
    return ask({ now: () => this.#now } as Desk, this.state, { ...asked, requestedBy: 'operator' });
  }

  /** As the desk takes it: one reading answers every hint at a reservation that came before it. */
  hint(source: Hint['source'], reservationUuid: string, titles: string[] = []): void {
    const { hints } = this.state;
    if (titles.includes('refund-rejected')) this.state.rejectionHinted = true;
    if (hints.some((waiting) => waiting.reservationUuid === reservationUuid)) return;
    hints.push({ source, reservationUuid });
  }

  /** The provider calls back, in this world's way. */
  calledBack(reservationUuid: string): void {
    const { callbacks } = this.#world;
    if (callbacks === 'are lost') return;
    const comes = (ms: number) =>
      this.#agenda.add(this.#nowMs + ms, () => this.hint('callback', reservationUuid));
    comes(callbacks === 'come late' ? LATE_CALLBACK_MS : 1_000);
    if (callbacks === 'come twice') comes(31_000);
  }

  /** The sweep meets each row once the history shows it; a link that was sent has its end. */
  #written(uuid: string, title: string): void {
    const { lagMs, skewMs } = this.#world;
    const fromMs = this.#nowMs + lagMs;
    this.#untold.push({ uuid, title, fromMs });
    this.#agenda.add(this.#nextSweepMs(fromMs), () => this.#sweep());
    if (title !== 'payment-link-sent-to-customer') return;
    const endsMs = Date.parse(this.state.order.linkExpiresAt) - skewMs + 60_000;
    this.#agenda.add(endsMs, () => this.provider.books.expire(uuid));
  }

  /** What no order knows is passed on once its details can be read: only they tell whose it is. */
  #sweep(): void {
    this.provider.books.toldMs = this.#nowMs;
    for (const row of this.#untold.splice(0)) {
      const isKnown = row.uuid === this.state.reservationUuid;
      const isReadable = isKnown || this.provider.books.shown(row.uuid) !== null;
      if (row.fromMs <= this.#nowMs && isReadable) {
        if (row.uuid !== this.strangerUuid) this.hint('history', row.uuid, isKnown ? [row.title] : []);
        continue;
      }
      if (this.#untold.length === 0) this.#agenda.add(this.#nextSweepMs(row.fromMs), () => this.#sweep());
      this.#untold.push(row);
    }
  }

  #nextSweepMs(fromMs: number): number {
    const { sweepEveryMs } = this.#world;
    return (Math.floor(Math.max(fromMs, this.#nowMs) / sweepEveryMs) + 1) * sweepEveryMs;
  }

  /** Moves the clock to what comes next; false when nothing comes before the horizon. */
  #advance(until: string | null, horizonMs: number): boolean {
    const untilMs = until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
    const nextMs = Math.min(untilMs, this.#agenda.nextMs);
    if (nextMs > horizonMs) return false;
    this.#pass(nextMs, 1);
    return true;
  }

  /** Lets what is due by then happen, each at its own time, then moves the clock there. */
  #pass(toMs: number, atMost = Number.POSITIVE_INFINITY): void {
    for (let count = 0; count < atMost && this.#agenda.nextMs <= toMs; count += 1) {
      this.#setNow(Math.max(this.#agenda.nextMs, this.#nowMs));
      this.#agenda.next();
    }
    if (atMost === Number.POSITIVE_INFINITY || this.#agenda.nextMs > toMs) this.#setNow(toMs);
  }

  #setNow(ms: number): void {
    if (ms <= this.#nowMs) return;
    this.#nowMs = ms;
    this.#now = new Date(ms).toISOString();
  }

  /** Any wait may be a continue-as-new, and every end is written down: the state goes through JSON unchanged. */
  #carry(): void {
    this.#waits += 1;
    const isWritten = this.hasEnded && !this.#wasAtEnd;
    this.#wasAtEnd = this.hasEnded;
    if (!isWritten && this.#waits % WAITS_PER_RUN !== 0) return;
    const carried = JSON.parse(JSON.stringify(this.state)) as ReservationState;
    if (!equal(carried, this.state)) throw new Error('The state lost something on its way.');
    this.state = carried;
    this.#room = { ...this.#room, state: carried };
  }
}
