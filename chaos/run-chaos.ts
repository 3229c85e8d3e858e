/** One run from the first process to the last: lives its lifecycles under disturbance, lets everything settle, and closes the books. */
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { ReservationState } from '../workflows/state';
import { Attendant } from './attendant';
import { areRight, type BookLine, booksOf, type Offender, type RunFacts } from './books';
import type { ForgeryLog } from './bystanders';
import { type Disturbances, disturb } from './disturb';
import { type DisturbancePlan, disturbancePlan } from './disturbance-plan';
import { Door } from './door';
import { digestOf } from './draw';
import { CAPTURE_WINDOW_MS, SETTLING_MS } from './durations';
import { faultsOfARun } from './faults';
import { judgeOrder, type OrderFacts } from './judge-order';
import { type Life, live, NOT_AN_ORDER } from './life';
import { type LifePlan, lifePlan } from './life-plan';
import { isAtRest } from './rest';
import { type Stage, setStage } from './stage';
import { createLookout, reservationsOf } from './true-books';

/** What a run is asked for. `say` takes lines for people. */
export interface ChaosOptions {
  lifecycles: number;
  seed: number;
  /** How many orders are lived at the same time. */
  inFlight: number;
  /** How many `holdfast start`; two at least. */
  members: number;
  say(line: string): void;
  /** Aborted: everything is ended, and the run fails. */
  signal: AbortSignal;
}

/** How a run ended. */
export interface ChaosResult {
  lines: BookLine[];
  isRight: boolean;
  offenders: (Offender & { plan: LifePlan; timeline: string[] })[];
  standing: RunFacts['standing'];
  /** Where logs and databases are, until they are removed. */
  dir: string;
  remove(): void;
}

/** All that is decided before anything runs; the digest names it. */
export interface Decisions {
  lives: LifePlan[];
  disturbances: DisturbancePlan;
  digest: string;
}

const PROGRESS_MS = 10_000;
const READY_MS = 90_000;
const POLL_MS = 500;
const LOOK_MS = 2_000;
const BETWEEN_MS = 150;

/** Everything that the run of a seed decides. */
export function decide({ lifecycles, seed }: Pick<ChaosOptions, 'lifecycles' | 'seed'>): Decisions {
  const lives = Array.from({ length: lifecycles }, (_, index) => lifePlan(seed, index));
  const disturbances = disturbancePlan(seed);
  return { lives, disturbances, digest: digestOf({ lives, disturbances, faults: faultsOfARun() }) };
}

/** Runs it. Every process it starts has ended when it returns or throws. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const decisions = decide(options);
  const startedAtMs = Date.now();
  const stage = await setStage(options);
  try {
    const run = new Run(stage, options, decisions);
    const toItsEnd = untilReady(stage, options.signal).then(() => run.toItsEnd(startedAtMs));
    const lost = stage.engine.lost.then((error) => Promise.reject(error));
    return await Promise.race([toItsEnd, abortOf(options.signal), lost]);
  } finally {
    await stage.close();
  }
}

/** Never kept; breaks when the run is to be given up. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

class Run {
  readonly #door: Door;
  readonly #attendant: Attendant;
  readonly #forgeries: ForgeryLog = [];
  readonly #lives: Life[] = [];
  #lived = 0;

  constructor(
    private readonly stage: Stage,
    private readonly options: ChaosOptions,
    private readonly decisions: Decisions,
  ) {
    this.#door = new Door(stage.members);
    this.#attendant = new Attendant(this.#door, stage.sandbox);
  }

  async toItsEnd(startedAtMs: number): Promise<ChaosResult> {
    const { sandbox } = this.stage;
    const calm = new AbortController();
    const over = new AbortController();
    for (const fault of faultsOfARun()) sandbox.control.setFault(fault);
    const { killed, done } = disturb(this.stage, this.decisions.disturbances, calm.signal);
    const attending = this.#attendant.attend(over.signal);
    const telling = setInterval(() => this.#tell(startedAtMs, killed), PROGRESS_MS);
    try {
      await this.#liveAll();
      calm.abort();
      await done;
      sandbox.control.clearFaults();
      this.options.say('The faults are off; what is left is given time to settle.');
      await untilReady(this.stage, this.options.signal);
      await this.#settle();
    } finally {
      clearInterval(telling);
      calm.abort();
      over.abort();
      await attending;
    }
    return this.#close({ startedAtMs, killed });
  }

  async #liveAll(): Promise<void> {
    const limited = pLimit(this.options.inFlight);
    const scene = {
      door: this.#door,
      sandbox: this.stage.sandbox,
      forgeries: this.#forgeries,
      attendant: this.#attendant,
      lookout: createLookout(this.stage.sandbox),
    };
    await Promise.all(
      this.decisions.lives.map((plan) =>
        limited(async () => {
          // The first ones do not come all at once.
          if (plan.index < this.options.inFlight) await delay(plan.index * BETWEEN_MS);
          const life = await live(scene, plan);
          this.#lived += 1;
          this.#lives.push(life);
        }),
      ),
    );
  }

  /** Looks at what has not come to rest until it has, or for a bounded time. */
  async #settle(): Promise<void> {
    const until = Date.now() + SETTLING_MS;
    const limited = pLimit(8);
    let open = this.#lives.filter(({ placeStatus }) => placeStatus !== NOT_AN_ORDER);
    while (open.length > 0 && Date.now() < until) {
      this.options.signal.throwIfAborted();
      await Promise.all(
        open.map((life) =>
          limited(async () => {
            life.seen = (await this.#door.reservation(life.plan.orderId)) ?? life.seen;
            if (life.seen) this.#attendant.consider(life.seen);
            life.rested =
              life.seen !== null &&
              isAtRest(life.seen, new Date()) &&
              !this.#hasStrays(life.plan.orderId, life);
          }),
        ),
      );
      open = open.filter(({ rested }) => !rested);
      if (open.length > 0) await delay(LOOK_MS);
    }
  }

  #hasStrays(orderId: string, { seen }: Life): boolean {
    return reservationsOf(this.stage.sandbox, orderId).some(
      ({ reservationUuid, status }) =>
        reservationUuid !== seen?.reservationUuid && (status === 'SENT' || status === 'RESERVED'),
    );
  }

  async #close(run: { startedAtMs: number; killed: Disturbances }): Promise<ChaosResult> {
    const { sandbox, members, dir, remove } = this.stage;
    const judged = await Promise.all(this.#lives.map((life) => this.#judged(life)));
    const offenders = judged.filter(({ findings }) => findings.length > 0);
    const standing = this.#lives.flatMap(({ plan, seen }) =>
      seen?.attention ? [{ orderId: plan.orderId, code: seen.attention.code }] : [],
    );
    const states: Record<string, number> = {};
    for (const { seen } of this.#lives) {
      const state = seen?.state ?? 'never placed';
      states[state] = (states[state] ?? 0) + 1;
    }
    const lines = booksOf({
      seed: this.options.seed,
      lifecycles: this.options.lifecycles,
      digest: this.decisions.digest,
      tookMs: Date.now() - run.startedAtMs,
      states,
      offenders,
      standing,
      attentions: this.#attendant.log,
      commands: this.#door.commands,
      lostConnections: this.#door.lost,
      forgeries: this.#forgeries,
      sandbox: sandbox.control.books(),
      kills: {
        members: run.killed.members,
        engine: run.killed.engine,
        ownEnds: members.reduce((sum, member) => sum + member.ownEnds(), 0),
      },
      straysReleased: this.#straysReleased(),
    });
    return { lines, isRight: areRight(lines), offenders, standing, dir, remove };
  }

  async #judged(life: Life): Promise<ChaosResult['offenders'][number]> {
    const { plan } = life;
    const findings = judgeOrder(await this.#factsOf(life), new Date());
    const isWorthTelling = findings.length > 0 || life.seen?.attention;
    const timeline = isWorthTelling ? await this.#door.timeline(plan.orderId) : [];
    const items = (timeline ?? []).map(({ id, at, type, source, data }) => {
      return `${id} ${at} ${type} (${source}) ${JSON.stringify(data)}`;
    });
    return { orderId: plan.orderId, findings, plan, timeline: items };
  }

  async #factsOf({ plan, placedAtMs, placeStatus, seen }: Life): Promise<OrderFacts> {
    const { sandbox, records } = this.stage;
    const { orderId, policy, linkMs } = plan;
    const isOver = seen !== null && ['completed', 'cancelled', 'expired', 'failed'].includes(seen.state);
    const record = isOver ? await records.find(orderId) : null;
    const reservations = reservationsOf(sandbox, orderId);
    return {
      orderId,
      order: seen,
      entries: record ? entriesOf(record.body as ReservationState) : null,
      reservations,
      executions: reservations.flatMap(
        ({ reservationUuid }) => sandbox.control.books(reservationUuid).executions,
      ),
      commands: this.#door.commands.filter(
        (log) => log.orderId === orderId || log.orderId === `${orderId}-nobody`,
      ),
      captureWindowMs:
        Number(/[\d.]+/.exec(policy.captureWindow ?? '')?.[0] ?? 0) * 1_000 || CAPTURE_WINDOW_MS.max,
      wasRefused: placeStatus === NOT_AN_ORDER,
      linkEndMs: placedAtMs + linkMs,
    };
  }

  #straysReleased(): number {
    return this.#lives.flatMap(({ plan, seen }) =>
      reservationsOf(this.stage.sandbox, plan.orderId).filter(
        ({ reservationUuid, status }) => reservationUuid !== seen?.reservationUuid && status === 'CANCELLED',
      ),
    ).length;
  }

  #tell(startedAtMs: number, killed: Disturbances): void {
    const ready = this.stage.members.filter((member) => member.isReady()).length;
    this.options.say(
      `${Math.round((Date.now() - startedAtMs) / 1_000)} s: ${this.#lived} of ${this.options.lifecycles} lived, ` +
        `${this.#attendant.log.length} attentions, ${this.#door.commands.length} commands, ` +
        `killed ${killed.members} processes and ${killed.engine} engines, ${ready} ready`,
    );
  }
}

function entriesOf({ ledger }: ReservationState): OrderFacts['entries'] {
  return [...ledger.captures, ...ledger.charges];
}

async function untilReady({ members }: Stage, signal: AbortSignal): Promise<void> {
  const until = Date.now() + READY_MS;
  while (!members.every((member) => member.isReady())) {
    signal.throwIfAborted();
    if (Date.now() > until) throw new Error('The servers were not ready within 90 s.');
    await delay(POLL_MS);
  }
}
