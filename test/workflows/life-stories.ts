/**
 * The generator of simulated lives: a policy, a world and what people do, as plain data, so that a counterexample
 * shrinks and reads as a story. Days are hours here: a link of ten hours, a hold of seven, a margin of one.
 */
import fc from 'fast-check';
import type { LineAmount } from '../../workflows/messages';
import type { Policy } from '../../workflows/order';
import { PLAIN } from './simulated-books';
import { type Fault, HIDING_FAULTS, LOOK_FAULTS, SEND_FAULTS } from './simulated-faults';
import type { World } from './simulated-life';
import type { Deed, Happening } from './simulated-people';
import { at, HOUR, MINUTE, SECOND } from './states';

/** When the link ends. */
export const LINK_EXPIRES_AT = at(10 * HOUR);

/** Long after everything that may happen. */
export const HORIZON = at(66 * HOUR);

const DAY = 24 * HOUR;

/** One life to be lived. */
export class Story {
  readonly policy: Partial<Policy>;
  readonly world: World;
  readonly happenings: Happening[];

  constructor({ policy, world, happenings }: Pick<Story, 'policy' | 'world' | 'happenings'>) {
    this.policy = policy;
    this.world = world;
    this.happenings = [...happenings].sort((one, other) => one.atMs - other.atMs);
  }

  /** What fast-check prints. */
  [fc.toStringMethod](): string {
    return this.toString();
  }

  toString(): string {
    const told = (data: object) =>
      Object.entries(data)
        .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
        .join(', ');
    const lines = this.happenings.map(({ atMs, deed: { does, ...how } }) =>
      `  +${atMs / SECOND} s: ${does} ${told(how)}`.trimEnd(),
    );
    return ['', `policy: ${told(this.policy)}`, `world: ${told(this.world)}`, ...lines, ''].join('\n');
  }
}

const policies: fc.Arbitrary<Partial<Policy>> = fc.record({
  capture: fc.constantFrom('automatic', 'automatic', 'automatic', 'manual'),
  captureAt: fc.constantFrom('deadline', 'reserved', at(4 * HOUR)),
  captureWindowMs: fc.constant(7 * HOUR),
  safetyMarginMs: fc.constantFrom(HOUR, HOUR, 5 * MINUTE),
  remainder: fc.constantFrom('release', 'capture'),
  complete: fc.constantFrom('settled', 'settled', 'chargeValidityEnd', 'manual'),
  unpaid: fc.constantFrom('cancel', 'leave'),
  chargeValidityMs: fc.constantFrom(null, 20 * HOUR, 3 * HOUR),
  remindBeforeMs: fc.constantFrom([], [9 * HOUR, HOUR]),
});

/** At once, within the day, or about when timers act: at the capture timer and deadline, at the link's end; or long after. */
const moments = fc.oneof(
  fc.integer({ min: 0, max: 180 }).map((seconds) => seconds * SECOND),
  fc.integer({ min: 0, max: 20 * 60 }).map((minutes) => minutes * MINUTE),
  fc
    .tuple(fc.constantFrom(4, 6, 7, 10), fc.integer({ min: -120, max: 1_200 }))
    .map(([hours, seconds]) => hours * HOUR + seconds * SECOND),
  fc.constantFrom(10 * HOUR, 10 * HOUR - 1, 36 * HOUR),
);

const amounts = fc.constantFrom(50_000, 100_000, 240_000, 300_000);

/** The whole, an amount, or amounts by line. */
const parts: fc.Arbitrary<{ amountMinor?: number; lines?: LineAmount[] }> = fc.oneof(
  fc.constant({}),
  amounts.map((amountMinor) => ({ amountMinor })),
  fc.constantFrom<{ lines: LineAmount[] }[]>(
    { lines: [{ line: 1, amountMinor: 60_000 }] },
    { lines: [{ line: 0, amountMinor: 100_000 }] },
    {
      lines: [
        { line: 1, amountMinor: 30_000 },
        { line: 0, amountMinor: 240_000 },
      ],
    },
  ),
);

const captures = parts.map((body): Deed => ({ does: 'operator asks', kind: 'capture', body }));

const refunds = fc
  .tuple(fc.nat(2), parts)
  .map(([source, body]): Deed => ({ does: 'operator refunds', source, body }));

const commands = fc.oneof(
  captures,
  refunds,
  refunds,
  amounts.map(
    (amountMinor) =>
      ({
        does: 'operator asks',
        kind: 'charge',
        body: { lines: [{ name: 'Minibar', amountMinor, taxPercent: 25 }] },
      }) as const,
  ),
  fc.constantFrom<Deed[]>(
    { does: 'operator asks', kind: 'cancel', body: { note: 'Not wanted' } },
    { does: 'operator asks', kind: 'complete', body: { note: 'Done' } },
    { does: 'operator asks', kind: 'resend', body: {} },
  ),
  fc.record({
    does: fc.constantFrom(
      'operator asks the same again' as const,
      'operator asks something else under the same key' as const,
    ),
    earlier: fc.nat(3),
  }),
) as fc.Arbitrary<Deed>;

const inTheDashboard: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    does: fc.constantFrom('dashboard captures' as const, 'dashboard charges' as const),
    amountMinor: amounts,
    withText: fc.boolean(),
  }),
  fc.record({ does: fc.constant('dashboard refunds' as const), source: fc.nat(2), amountMinor: amounts }),
  fc.constantFrom<Deed[]>({ does: 'dashboard cancels' }, { does: 'dashboard completes' }),
);

const signals: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    does: fc.constant('hint comes' as const),
    from: fc.constantFrom('callback' as const, 'history' as const),
    about: fc.constantFrom(
      'newest' as const,
      'oldest' as const,
      'somebody else' as const,
      'nothing' as const,
    ),
  }),
  fc.record({
    does: fc.constant('plan for a crowd comes' as const),
    earlierMs: fc.constantFrom(0, MINUTE, HOUR),
    atRisk: fc.boolean(),
  }),
);

const payments: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant('customer pays' as const),
  link: fc.nat(2),
});

/** Most orders are paid within minutes: one that nobody pays is soon told. */
const soonPaid: fc.Arbitrary<Happening[]> = fc
  .integer({ min: 1, max: 600 })
  .map((seconds) => [{ atMs: seconds * SECOND, deed: { does: 'customer pays', link: 0 } }]);

function deeds(areLiars: boolean): fc.Arbitrary<Deed> {
  const truly = areLiars ? fc.boolean() : fc.constant(true);
  return fc.oneof(
    { weight: 1, arbitrary: payments },
    { weight: 6, arbitrary: commands },
    { weight: 3, arbitrary: inTheDashboard },
    { weight: 2, arbitrary: signals },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('operator resolves' as const), truly }) },
  );
}

/** Met twice as often as the rest: everything after them is the money protocol. */
const AMBIGUOUS = ['lost_before', 'lost_after', 'lost_and_shown_late', 'worker_lost_before'] as const;

/** Surely not executed: sent again until it is. */
const UNDONE = [
  'not_connected',
  'no_worker',
  'worker_lost_unbegun',
  'rate_limited',
  'unauthorized',
  'shown_late',
] as const;

const outages = fc.integer({ min: 8, max: 14 }).map((length) => Array<Fault>(length).fill('unreadable'));

const mostly = <T>(weight: number, usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) });

function worlds(lags: number[], more: readonly Fault[]): fc.Arbitrary<World> {
  const faults = [...SEND_FAULTS, ...AMBIGUOUS];
  const looks = fc.array(mostly<Fault>(3, 'none', ...LOOK_FAULTS), { maxLength: 20 });
  return fc.record({
    skewMs: fc.constantFrom(0, 5 * MINUTE, -5 * MINUTE),
    lagMs: mostly(3, 0, ...lags),
    losesTexts: mostly(4, false, true),
    captureWindowMs: fc.constant(7 * HOUR),
    chargeValidityMs: fc.constant(90 * DAY),
    callbacks: fc.constantFrom('come', 'are lost', 'come twice', 'come late'),
    sweepEveryMs: fc.constantFrom(MINUTE, 10 * MINUTE, HOUR),
    submits: fc.array(mostly<Fault>(8, 'none', ...faults), { maxLength: 4 }),
    sends: fc.array(mostly<Fault>(2, 'none', ...faults, ...more), { maxLength: 8 }),
    looks: fc.oneof(
      { weight: 12, arbitrary: looks },
      { weight: 1, arbitrary: fc.tuple(looks, outages).map(([before, outage]) => [...before, ...outage]) },
    ),
  });
}

/** Lives in which nobody lies, and the books show within half a minute what was done. */
export const honestStories = stories(worlds([2 * SECOND, 30 * SECOND], []), deeds(false));

/** Lives in which people say what is not true, and books show it later than everything that is waited for, or never. */
export const hostileStories = stories(
  worlds([30 * SECOND, 20 * MINUTE, 3 * HOUR], HIDING_FAULTS),
  deeds(true),
);

/** An automatic policy, a paid hold, and no more trouble than the margin was made for: it must be captured in time. */
export const troubledStories = fc
  .record({
    paidAfterMinutes: fc.integer({ min: 1, max: 9 * 60 }),
    sends: fc
      .tuple(
        fc.array(fc.constantFrom<Fault[]>('none', ...UNDONE), { maxLength: 10 }),
        fc.array(fc.constantFrom<Fault[]>(...AMBIGUOUS), { maxLength: 2 }),
      )
      .map(([undone, lost]) => [...undone, ...lost]),
    looks: fc.array(fc.constantFrom<Fault[]>('none', 'unreadable', 'reading_unauthorized', 'stale'), {
      maxLength: 6,
    }),
    skewMs: fc.constantFrom(0, 5 * MINUTE, -5 * MINUTE),
  })
  .map(({ paidAfterMinutes, ...troubles }) => {
    const happenings: Happening[] = [
      { atMs: paidAfterMinutes * MINUTE, deed: { does: 'customer pays', link: 0 } },
    ];
    const world: World = { ...PLAIN, callbacks: 'come', sweepEveryMs: MINUTE, submits: [], ...troubles };
    const policy = { captureWindowMs: 7 * HOUR, safetyMarginMs: HOUR };
    return new Story({ policy, world: { ...world, captureWindowMs: 7 * HOUR }, happenings });
  });

function stories(world: fc.Arbitrary<World>, deed: fc.Arbitrary<Deed>): fc.Arbitrary<Story> {
  const others = fc.array(fc.record({ atMs: moments, deed }), { maxLength: 10 });
  const happenings = fc.tuple(fc.option(soonPaid, { freq: 5 }), others);
  return fc
    .record({ policy: policies, world, happenings })
    .map(
      ({ happenings: [paid, more], ...told }) =>
        new Story({ ...told, happenings: [...(paid ?? []), ...more] }),
    );
}
