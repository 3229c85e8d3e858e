/** What one lifecycle will be: the order, its customer, what people do meanwhile. Drawn from seed and index alone. */
import fc from 'fast-check';
import type { PolicyInput } from '../workflows/order';
import { draw, weighted } from './draw';
import { CAPTURE_WINDOW_MS, LINK_MS, LONGEST_DETAILS_LAG_MS, SAFETY_MARGIN_MS } from './durations';

/** What must have happened at the provider before somebody acts. */
export type Trigger = 'placed' | 'held' | 'moved' | 'over';

/** What somebody does; `refused` ones make no sense and must be refused at the door. */
export type Deed =
  | 'capture'
  | 'capturePart'
  | 'captureLine'
  | 'captureTooMuch'
  | 'captureNothing'
  | 'charge'
  | 'refund'
  | 'refundPart'
  | 'cancel'
  | 'complete'
  | 'resend'
  | 'captureAsViewer'
  | 'cancelStranger'
  | 'keyReused';

/** One command over HTTP. */
export interface CommandAct {
  by: 'operator';
  on: Trigger;
  afterMs: number;
  deed: Deed;
  percent: number;
  /** Once; again after its answer; or two at the same time, under one key at two servers. */
  how: 'once' | 'twice' | 'together';
  /** The caller hangs up after that long at first, and asks again under the same key. Null: he waits. */
  patienceMs: number | null;
}

/** Somebody works in the provider's own dashboard. */
export interface DashboardAct {
  by: 'dashboard';
  on: Trigger;
  afterMs: number;
  deed: 'capture' | 'capturePart' | 'refund' | 'cancel' | 'complete';
  percent: number;
}

/** Somebody sends a callback that the provider did not send. */
export interface Forgery {
  by: 'forger';
  on: Trigger;
  afterMs: number;
  deed: 'wrongChecksum' | 'madeUpToken' | 'spoiltToken' | 'signedLie' | 'signedStranger';
}

/** Anything that somebody does to an order. */
export type Act = CommandAct | DashboardAct | Forgery;

/** One lifecycle, decided. */
export interface LifePlan {
  index: number;
  orderId: string;
  via: 'link' | 'visa';
  linesMinor: number[];
  linkMs: number;
  policy: PolicyInput;
  /** `captureAt` as an instant: so long after the order is placed. Null: as the policy says. */
  captureAfterMs: number | null;
  customer: 'pays' | 'paysByHimself' | 'paysLate' | 'neverPays' | 'isDeclined' | 'hasNoCard';
  paysAfterMs: number;
  detailsLagMs: number | null;
  acts: Act[];
}

const seconds = (min: number, max: number) => fc.integer({ min: min * 1_000, max: max * 1_000 });
const percent = fc.integer({ min: 10, max: 90 });

const command: fc.Arbitrary<CommandAct> = fc.record({
  by: fc.constant('operator' as const),
  on: weighted<Trigger>([2, 'placed'], [8, 'held'], [5, 'moved'], [2, 'over']),
  afterMs: seconds(0, 25),
  deed: weighted<Deed>(
    [5, 'capture'],
    [4, 'capturePart'],
    [2, 'captureLine'],
    [1, 'captureTooMuch'],
    [1, 'captureNothing'],
    [4, 'charge'],
    [4, 'refund'],
    [4, 'refundPart'],
    [3, 'cancel'],
    [3, 'complete'],
    [2, 'resend'],
    [1, 'captureAsViewer'],
    [1, 'cancelStranger'],
    [1, 'keyReused'],
  ),
  percent,
  how: weighted<CommandAct['how']>([6, 'once'], [2, 'twice'], [2, 'together']),
  patienceMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 50, max: 1_500 }) },
  ),
});

const dashboard: fc.Arbitrary<DashboardAct> = fc.record({
  by: fc.constant('dashboard' as const),
  on: weighted<Trigger>([3, 'held'], [2, 'moved']),
  afterMs: seconds(0, 30),
  deed: weighted<DashboardAct['deed']>(
    [3, 'capture'],
    [3, 'capturePart'],
    [2, 'refund'],
    [1, 'cancel'],
    [1, 'complete'],
  ),
  percent,
});

const forgery: fc.Arbitrary<Forgery> = fc.record({
  by: fc.constant('forger' as const),
  on: weighted<Trigger>([1, 'placed'], [1, 'held'], [1, 'moved'], [1, 'over']),
  afterMs: seconds(0, 10),
  deed: fc.constantFrom<Forgery['deed']>(
    'wrongChecksum',
    'madeUpToken',
    'spoiltToken',
    'signedLie',
    'signedStranger',
  ),
});

const acts: fc.Arbitrary<Act[]> = fc
  .tuple(
    fc.array(command, { maxLength: 3, size: 'max' }),
    fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(dashboard) }),
    fc.oneof({ weight: 7, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.tuple(forgery) }),
  )
  .map((groups) => groups.flat());

const CHARGE_VALIDITY = { none: {}, short: { chargeValidity: 'PT1M' }, long: { chargeValidity: 'PT2M' } };

const policy = fc.record({
  capture: weighted<'automatic' | 'manual'>([4, 'automatic'], [1, 'manual']),
  captureAt: weighted<'reserved' | 'deadline' | 'instant'>([4, 'reserved'], [4, 'deadline'], [2, 'instant']),
  windowMs: fc.integer(CAPTURE_WINDOW_MS),
  remainder: weighted<'release' | 'capture'>([1, 'release'], [1, 'capture']),
  complete: weighted<'settled' | 'manual' | 'chargeValidityEnd'>(
    [8, 'settled'],
    [1, 'manual'],
    [1, 'chargeValidityEnd'],
  ),
  validity: weighted<'none' | 'short' | 'long'>([6, 'none'], [2, 'short'], [2, 'long']),
  unpaid: weighted<'cancel' | 'leave'>([7, 'cancel'], [3, 'leave']),
  isReminded: weighted([4, false], [1, true]),
});

const life = fc.record({
  via: weighted<'link' | 'visa'>([9, 'link'], [1, 'visa']),
  linesMinor: fc.array(fc.integer({ min: 10_000, max: 400_000 }), {
    minLength: 1,
    maxLength: 3,
    size: 'max',
  }),
  customer: weighted<LifePlan['customer']>(
    [50, 'pays'],
    [22, 'paysByHimself'],
    [8, 'paysLate'],
    [12, 'neverPays'],
    [4, 'isDeclined'],
    [4, 'hasNoCard'],
  ),
  linkMs: seconds(20, 40),
  soonMs: seconds(1, 8),
  aroundTheEndMs: fc.integer({ min: -5_000, max: 1_000 }),
  policy,
  captureAfterMs: seconds(15, 60),
  detailsLagMs: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 500, max: LONGEST_DETAILS_LAG_MS }) },
  ),
  acts,
});

/** The lifecycle of that number in the run of that seed. */
export function lifePlan(seed: number, index: number): LifePlan {
  const {
    linkMs,
    soonMs,
    aroundTheEndMs,
    policy: drawn,
    captureAfterMs,
    ...rest
  } = draw(life, seed, `life/${index}`);
  const isLate = rest.customer === 'paysLate';
  const isUnpaid = isLate || rest.customer === 'neverPays' || rest.customer === 'isDeclined';
  const isTimed = drawn.captureAt === 'instant';
  return {
    index,
    orderId: `chaos-${seed}-${index}`,
    ...rest,
    linkMs: isUnpaid ? linkMs : LINK_MS,
    paysAfterMs: isLate ? linkMs + aroundTheEndMs : soonMs,
    captureAfterMs: isTimed ? captureAfterMs : null,
    policy: {
      capture: drawn.capture,
      ...(isTimed ? {} : { captureAt: drawn.captureAt }),
      captureWindow: isoMs(drawn.windowMs),
      safetyMargin: isoMs(SAFETY_MARGIN_MS),
      remainder: drawn.remainder,
      complete: drawn.complete,
      unpaid: drawn.unpaid,
      // Only with an end of its own can the order be completed at that end within a run.
      ...CHARGE_VALIDITY[drawn.complete === 'chargeValidityEnd' ? 'short' : drawn.validity],
      ...(drawn.isReminded ? { remindBefore: ['PT8S'] } : {}),
    },
  };
}

function isoMs(ms: number): string {
  return `PT${ms / 1_000}S`;
}
