/** One lifecycle, lived: placed, paid or not, and everything its people have planned, until nothing more is to come. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../src/sandbox';
import type { Reservation } from '../workflows/view';
import type { Attendant } from './attendant';
import { type ForgeryLog, forge, quietly, workInDashboard } from './bystanders';
import type { Door } from './door';
import { LIFE_MS } from './durations';
import type { Act, LifePlan, Trigger } from './life-plan';
import { operate } from './operator';
import { orderOf } from './order-of';
import { isAtRest } from './rest';
import { type TrueReservation, triggersOf } from './true-books';

/** What a lifecycle needs and adds to. */
export interface Scene {
  door: Door;
  sandbox: Sandbox;
  forgeries: ForgeryLog;
  attendant: Attendant;
  /** The reservations of an order as they were a moment ago. */
  lookout(orderId: string): TrueReservation[];
}

/** One lifecycle and how it went. */
export interface Life {
  plan: LifePlan;
  placedAtMs: number;
  /** Not before that is it asked for again. */
  lookAtMs: number;
  /** As it was last seen. */
  seen: Reservation | null;
  /** Nothing more is to come, by what was last seen. */
  rested: boolean;
  /** The answer to placing it: 0 while there is none. */
  placeStatus: number;
  /** How often the customer has tried to pay. */
  tries: number;
}

const TICK_MS = 500;
const LOOK_MS = 4_000;
const MAX_TRIES = 3;

/** Its link had ended before anybody could take it: it was never an order. */
export const NOT_AN_ORDER = 422;
/** Whoever is over at the provider is soon over here; others are looked at only so often. */
const LOOK_ANYWAY_MS = 20_000;

/** Lives it to its end, or for four minutes at most. */
export async function live(scene: Scene, plan: LifePlan): Promise<Life> {
  const placedAtMs = Date.now();
  const lookAtMs = placedAtMs + LOOK_MS;
  const life: Life = { plan, placedAtMs, lookAtMs, seen: null, rested: false, placeStatus: 0, tries: 0 };
  if (plan.detailsLagMs !== null) {
    scene.sandbox.control.setFault({ detailsLagMs: plan.detailsLagMs, referenceNo: plan.orderId });
  }
  const placing = scene.door.place(orderOf(plan, placedAtMs)).then((status) => {
    life.placeStatus = status;
  });
  const people = new People(scene, plan);
  while (Date.now() < placedAtMs + LIFE_MS && life.placeStatus !== NOT_AN_ORDER) {
    await delay(TICK_MS);
    const reservations = scene.lookout(plan.orderId);
    payAsPlanned(scene, life, reservations);
    people.actOn(reservations);
    if (!isTimeToLook(life, reservations)) continue;
    await look(scene, life);
    if (life.rested && !people.areBusy(triggersOf(reservations))) break;
  }
  await Promise.all([placing, people.done()]);
  return life;
}

function isTimeToLook({ lookAtMs }: Life, all: readonly TrueReservation[]): boolean {
  const mayRest = all.some(({ status }) => status !== 'SENT' && status !== 'RESERVED');
  return Date.now() >= lookAtMs + (mayRest ? 0 : LOOK_ANYWAY_MS - LOOK_MS);
}

async function look({ door, attendant }: Scene, life: Life): Promise<void> {
  const shown = await door.reservation(life.plan.orderId);
  // Who is not answered asks less often: a server that has just started has enough to do.
  life.lookAtMs = Date.now() + (shown ? LOOK_MS : LOOK_ANYWAY_MS);
  if (shown === null) return;
  life.seen = shown;
  life.rested = isAtRest(shown, new Date());
  attendant.consider(shown);
}

/**
 * The customer pays by the link that reached him last, be it by the provider's own mail; a declined one gives up. Whose hold
 * was released, since it was a second reservation's, has another link.
 */
function payAsPlanned({ sandbox }: Scene, life: Life, all: readonly TrueReservation[]): void {
  const { customer, paysAfterMs } = life.plan;
  if (customer === 'neverPays' || customer === 'paysByHimself' || life.tries >= MAX_TRIES) return;
  if (Date.now() < life.placedAtMs + paysAfterMs) return;
  if (all.some(({ reservedAt, status }) => reservedAt !== null && status !== 'CANCELLED')) return;
  const latest = all.findLast(({ status }) => status === 'SENT');
  if (latest === undefined) return;
  life.tries += 1;
  quietly(() => sandbox.control.pay(latest.reservationUuid));
}

/** Everybody who has something planned for one order. */
class People {
  readonly #waiting: { act: Act; number: number }[];
  readonly #since = new Map<Trigger, number>();
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly scene: Scene,
    private readonly plan: LifePlan,
  ) {
    this.#waiting = plan.acts.map((act, number) => ({ act, number }));
  }

  /** Starts what is due. */
  actOn(reservations: readonly TrueReservation[]): void {
    const now = Date.now();
    for (const trigger of triggersOf(reservations)) {
      if (!this.#since.has(trigger)) this.#since.set(trigger, now);
    }
    const due = this.#waiting.filter(
      ({ act }) => (this.#since.get(act.on) ?? Number.POSITIVE_INFINITY) + act.afterMs <= now,
    );
    for (const one of due) {
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      const acting = this.#carryOut(one, reservations).finally(() => this.#underWay.delete(acting));
      this.#underWay.add(acting);
    }
  }

  /** Whether somebody is at it, or waits only for time to pass. */
  areBusy(happened: ReadonlySet<Trigger>): boolean {
    return this.#underWay.size > 0 || this.#waiting.some(({ act }) => happened.has(act.on));
  }

  async done(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #carryOut(
    { act, number }: { act: Act; number: number },
    all: readonly TrueReservation[],
  ): Promise<void> {
    const paid = all.find(({ reservedAt }) => reservedAt !== null) ?? all.at(-1);
    if (act.by === 'operator') return operate(this.scene, this.plan, { act, number });
    if (paid === undefined) return;
    if (act.by === 'dashboard') return workInDashboard(this.scene.sandbox, paid, act);
    this.scene.forgeries.push(...(await forge(paid, act)));
  }
}
