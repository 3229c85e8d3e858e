/**
 * Thousands of invented lives of one order: every policy, faults in any order, customers, operators and dashboards at
 * any time. Whatever happens, money moves once, the loop never spins, and nobody is left waiting without a word.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { capturedMinor, chargedMinor, refundedMinor } from '../../workflows/ledger';
import type { Policy } from '../../workflows/order';
import { ENDED } from '../../workflows/transitions';
import { type Happening, SimulatedLife } from './simulated-life';
import { FAULTS, type Fault } from './simulated-provider';
import { at, DAY, HOUR, MINUTE, submitting } from './states';

const HORIZON = at(100 * DAY);

const policies: fc.Arbitrary<Partial<Policy>> = fc.record({
  capture: fc.constantFrom('automatic' as const, 'manual' as const),
  captureAt: fc.constantFrom('deadline', 'reserved', at(2 * DAY)),
  remainder: fc.constantFrom('release' as const, 'capture' as const),
  complete: fc.constantFrom('settled' as const, 'chargeValidityEnd' as const, 'manual' as const),
  unpaid: fc.constantFrom('cancel' as const, 'leave' as const),
  chargeValidityMs: fc.constantFrom(null, 2 * DAY, 30 * DAY),
  remindBeforeMs: fc.constantFrom([], [DAY, HOUR]),
});

const moments = fc.oneof(
  fc.integer({ min: 0, max: 5 * MINUTE }),
  fc.integer({ min: 0, max: 12 * DAY }),
  fc.constantFrom(10 * DAY, 10 * DAY - 1, 6 * DAY, 7 * DAY),
);

const amounts = fc.constantFrom(50_000, 100_000, 300_000);

const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    atMs: moments,
    act: fc.oneof(
      fc.constantFrom<Happening['act'][]>(
        pay,
        (life) => life.callback(),
        (life) => life.ask('capture', {}),
        (life) => life.ask('cancel', { note: 'Not wanted' }),
        (life) => life.ask('complete', { note: 'Done' }),
        (life) => life.ask('resend', {}),
        (life) => life.resolveTruly(),
      ),
      amounts.map(
        (amountMinor): Happening['act'] =>
          (life) =>
            life.ask('capture', { amountMinor }),
      ),
      amounts.map(
        (amountMinor): Happening['act'] =>
          (life) =>
            captureInDashboard(life, amountMinor),
      ),
      amounts.map(
        (amountMinor): Happening['act'] =>
          (life) =>
            life.ask('charge', { lines: [{ name: 'Minibar', amountMinor, taxPercent: 25 }] }),
      ),
      fc.nat(3).map(
        (index): Happening['act'] =>
          (life) =>
            refundOne(life, index),
      ),
    ),
  }),
  { maxLength: 12 },
);

const faults = fc.array(fc.constantFrom<Fault[]>('none', 'none', 'none', ...FAULTS), { maxLength: 60 });

function pay(life: SimulatedLife): void {
  const { reservationUuid } = life.state;
  if (reservationUuid && life.provider.pay(reservationUuid)) life.callback();
}

function captureInDashboard(life: SimulatedLife, amountMinor: number): void {
  const { reservationUuid } = life.state;
  if (reservationUuid) life.provider.captureInDashboard(reservationUuid, amountMinor);
}

function refundOne(life: SimulatedLife, index: number): void {
  const { captures, charges } = life.state.ledger;
  const reference = [...captures, ...charges][index]?.reference;
  if (reference) life.ask('refund', { reference });
}

/** The provider lets the link expire a minute after its time. */
const expiry: Happening = {
  atMs: 10 * DAY + MINUTE,
  act: (life) => {
    for (const uuid of life.provider.reservations.keys()) life.provider.expire(uuid);
  },
};

describe('a life of an order', () => {
  it('moves money once per operation, never spins, and believes what is true', async () => {
    await fc.assert(
      fc.asyncProperty(policies, faults, happenings, async (policy, failing, happening) => {
        const life = new SimulatedLife(submitting(policy), failing, [...happening, expiry]);
        const hasEnded = await life.live(HORIZON);
        expectEachMovedOnce(life);
        if (!hasEnded) return expectSomebodyKnows(life);
        expect(ENDED.has(life.state.lifecycle)).toBe(true);
        expectTrueBooks(life);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('captures a hold in time under the automatic policy, whatever two ambiguous answers and ten refusals to listen', async () => {
    const troubles = fc
      .tuple(
        fc.array(fc.constantFrom<Fault[]>('lost_before', 'lost_after'), { maxLength: 2 }),
        fc.array(
          fc.constantFrom<Fault[]>('none', 'not_connected', 'rate_limited', 'unauthorized', 'shown_late'),
          {
            maxLength: 20,
          },
        ),
      )
      .chain(([ambiguous, others]) =>
        fc.shuffledSubarray([...ambiguous, ...others], { minLength: ambiguous.length + others.length }),
      );
    const paidAt = fc.integer({ min: HOUR, max: 9 * DAY });
    await fc.assert(
      fc.asyncProperty(troubles, paidAt, async (failing, atMs) => {
        const life = new SimulatedLife(submitting(), failing, [{ atMs, act: pay }, expiry]);
        expect(await life.live(HORIZON)).toBe(true);
        expect(life.state.lifecycle).toBe('completed');
        expect(capturedMinor(life.state.ledger)).toBe(300_000);
        expectTrueBooks(life);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** The provider's own count: nothing that moves money or ends a reservation was executed twice. */
function expectEachMovedOnce({ state, provider }: SimulatedLife): void {
  const moving = state.operations.filter(({ kind }) => kind !== 'submit' && kind !== 'resend');
  const twice = moving.filter(({ operationId }) => (provider.executed.get(operationId) ?? 0) > 1);
  expect(twice).toEqual([]);
}

/** An order that has not ended by now waits for a person, who was told, or for a command, as its policy says. */
function expectSomebodyKnows({ state }: SimulatedLife): void {
  const isParked = state.lifecycle === 'captured' && state.order.policy.complete === 'manual';
  expect([state.lifecycle, isParked || state.attentions.length > 0]).toEqual([state.lifecycle, true]);
}

function expectTrueBooks({ state, provider }: SimulatedLife): void {
  if (state.reservationUuid === null) return;
  const { capturedMinor: captured, chargedMinor: charged, ...truth } = provider.truth(state.reservationUuid);
  const refunded = truth.refundedFromCapturedMinor + truth.refundedFromChargedMinor;
  const { ledger } = state;
  expect([capturedMinor(ledger), chargedMinor(ledger), refundedMinor(ledger)]).toEqual([
    captured,
    charged,
    refunded,
  ]);
}
