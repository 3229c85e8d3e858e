/**
 * One order's whole life without an engine: the loop's own decisions and steps against a provider in memory, on a
 * clock that moves only when the loop waits. What must hold at every step is checked here.
 */

import type { StrayRoom } from '../../workflows/clear-stray';
import { judge, unsettledOperation } from '../../workflows/guards';
import { earliest } from '../../workflows/instants';
import { capturedMinor } from '../../workflows/ledger';
import type { CommandBodies, CommandKind } from '../../workflows/messages';
import { addOperation } from '../../workflows/new-state';
import { nextStep } from '../../workflows/next-step';
import type { ReservationState } from '../../workflows/state';
import { sortHints } from '../../workflows/strays';
import { type Deed, takeStep } from '../../workflows/take-step';
import { type Fault, SimulatedProvider } from './simulated-provider';
import { T0 } from './states';

/** Something that happens from outside, so long after the order was placed. */
export interface Happening {
  atMs: number;
  act: (life: SimulatedLife) => void;
}

/** More steps than this at one instant are a spin: each of them may cost a provider call and history. */
const MAX_STEPS_AT_ONCE = 60;

/** A new run begins after so many waits: prime, so that it falls on waits of every kind. */
const WAITS_PER_RUN = 7;

export class SimulatedLife {
  state: ReservationState;
  readonly provider: SimulatedProvider;
  #now = T0;
  #happenings: Happening[];
  #room: StrayRoom;
  #waits = 0;

  constructor(state: ReservationState, faults: Fault[], happenings: Happening[]) {
    this.state = state;
    this.provider = new SimulatedProvider(() => this.#now, faults);
    this.#happenings = [...happenings].sort((one, other) => one.atMs - other.atMs);
    this.#room = {
      state,
      now: () => this.#now,
      // The loop only calls them; what else an engine's proxies offer is not used.
      sending: this.provider.sending() as StrayRoom['sending'],
      reading: this.provider.reading() as StrayRoom['reading'],
      engine: this.provider.engine(() => this.state.reservationUuid) as StrayRoom['engine'],
    };
  }

  get now(): string {
    return this.#now;
  }

  /** Lives until the order ends or the horizon has come; true when it ended. */
  async live(horizon: string): Promise<boolean> {
    let stepsAtOnce = 0;
    for (;;) {
      sortHints(this.state, this.#now);
      const step = nextStep(this.state, this.#now);
      if (step.do === 'end') return true;
      if (step.do === 'wait') {
        if (!this.#advance(step.until, horizon)) return false;
        stepsAtOnce = 0;
        continue;
      }
      stepsAtOnce += 1;
      if (stepsAtOnce > MAX_STEPS_AT_ONCE) throw new Error(`Spins at ${this.#now}: ${step.do}`);
      await this.#take(step);
    }
  }

  /** Asks as the desk does: refused at the door by what stands now, else queued. */
  ask<K extends CommandKind>(kind: K, body: CommandBodies[K]): void {
    const isQueueEmpty = !this.state.operations.some(({ status }) => status === 'pending');
    if (isQueueEmpty && 'refusal' in judge(this.state, kind, body, this.#now)) return;
    if (kind !== 'resend' && unsettledOperation(this.state)) return;
    addOperation(this.state, { kind, body, requestedBy: 'operator' }, this.#now);
  }

  /** A callback comes for the order's own reservation. */
  callback(): void {
    const { reservationUuid } = this.state;
    if (reservationUuid) this.state.hints.push({ source: 'callback', reservationUuid });
  }

  /** A person looks into the provider's true books and says what is there. */
  resolveTruly(): void {
    const operation = this.state.operations.find(({ status }) => status === 'unknown');
    if (!operation || operation.kind === 'submit') return;
    const outcome = this.provider.executed.has(operation.operationId) ? 'executed' : 'refused';
    const word = { operationId: operation.operationId, outcome, evidence: 'Seen' } as const;
    const asked = {
      requestedBy: 'operator',
      requestedAt: this.#now,
      dueAt: this.#now,
      result: null,
      shown: null,
    };
    this.state.resolutions.push({ ...word, ...asked });
  }

  async #take(step: Deed): Promise<void> {
    const isBlind = step.do === 'ask' && step.kind !== 'resend' && unsettledOperation(this.state);
    if (isBlind) throw new Error('A timer asks over an unknown.');
    return takeStep(this.#room, step);
  }

  /** Moves the clock to what comes next; false when nothing comes before the horizon. */
  #advance(until: string | null, horizon: string): boolean {
    if (until !== null && until <= this.#now) throw new Error(`Waits for ${until}, which has come.`);
    this.#carry();
    const [happening] = this.#happenings;
    const happensAt = happening ? new Date(Date.parse(T0) + happening.atMs).toISOString() : null;
    const next = earliest(until, happensAt);
    if (next === null || next > horizon) return false;
    if (next > this.#now) this.#now = next;
    if (happening && happensAt !== null && happensAt <= this.#now) {
      this.#happenings.shift();
      happening.act(this);
    }
    return true;
  }

  /** Any wait may be a continue-as-new: the state goes through JSON and must come out the same. */
  #carry(): void {
    this.#waits += 1;
    if (this.#waits % WAITS_PER_RUN !== 0) return;
    const carried = JSON.parse(JSON.stringify(this.state)) as ReservationState;
    if (JSON.stringify(carried) !== JSON.stringify(this.state)) throw new Error('The state lost something.');
    const { ledger } = carried;
    if (capturedMinor(ledger) > ledger.reservedMinor) throw new Error('Captured above the hold.');
    this.state = carried;
    this.#room = { ...this.#room, state: carried };
  }
}
