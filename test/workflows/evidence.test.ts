/** What proves that an operation happened, and what does not. The only judge of an unknown outcome beside a person. */
import { describe, expect, it } from '@jest/globals';
import { contradicts, findIn } from '../../workflows/evidence';
import type { CommandBodies, CommandKind } from '../../workflows/messages';
import type { Operation } from '../../workflows/operation';
import type { ProviderMovement, Reading } from '../../workflows/reading';
import type { ReservationState } from '../../workflows/state';
import {
  captured,
  movement,
  operationAt,
  reading,
  readingWith,
  reserved,
  unknownOperation,
  unpaidReading,
} from './states';

const NOTE = { note: 'Settled' };

function unknown<K extends CommandKind>(
  kind: K,
  body: CommandBodies[K],
  amountMinor: number | null = null,
  state: ReservationState = reserved(),
): { state: ReservationState; operation: Operation } {
  return { state, operation: unknownOperation(state, kind, body, amountMinor) };
}

describe('a capture', () => {
  const { state, operation } = unknown('capture', { amountMinor: 100_000 }, 100_000);
  const marked = { marker: operation.operationId };
  const find = (...captures: ProviderMovement[]) =>
    findIn(readingWith({ captures }), operation, state.ledger);

  it('is found by its marker, whatever else was captured', () => {
    expect(find(movement('CAP8', 100_000), movement('CAP9', 100_000, marked))).toEqual({
      found: true,
      reference: 'CAP9',
    });
  });

  it('is found by its amount where the provider kept no text', () => {
    expect(find(movement('CAP9', 100_000))).toEqual({ found: true, reference: 'CAP9' });
  });

  it.each<[string, ProviderMovement[]]>([
    ['nothing was captured', []],
    ['another amount was', [movement('CAP9', 99_999)]],
    ['two of its amount were', [movement('CAP8', 100_000), movement('CAP9', 100_000)]],
    ['the one of its amount has a text of its own', [movement('CAP9', 100_000, { hasText: true })]],
    [
      'the one of its amount has another operation’s marker',
      [movement('CAP9', 100_000, { marker: 'capture-77' })],
    ],
  ])('is not found where %s', (_what, captures) => {
    expect(find(...captures)).toEqual({ found: false });
  });

  it('is not found in what the books showed before it was sent', () => {
    const before = readingWith({ captures: [movement('CAP1', 100_000)] });
    const later = unknown('capture', { amountMinor: 100_000 }, 100_000, {
      ...reserved(),
      lastReading: before,
    });
    expect(findIn(before, later.operation, later.state.ledger)).toEqual({ found: false });
  });

  it('is not found in an earlier capture of ours that the books had not shown yet', () => {
    const state = captured(100_000);
    const later = unknownOperation(state, 'capture', { amountMinor: 100_000 }, 100_000);
    if (later.intent) later.intent.baseline = reading();
    const lagged = readingWith({ captures: [movement('CAP1', 100_000)] });
    expect(findIn(lagged, later, state.ledger)).toEqual({ found: false });
  });

  it('is not found by its amount where nobody knows what was there before', () => {
    const { state, operation } = unknown('capture', {}, 100_000, { ...reserved(), lastReading: null });
    expect(
      findIn(readingWith({ captures: [movement('CAP9', 100_000)] }), operation, state.ledger).found,
    ).toBe(false);
  });
});

describe('a charge', () => {
  it('is found among the charges, and never among the captures', () => {
    const lines = [{ name: 'Minibar', amountMinor: 9_900, taxPercent: 25 }];
    const { state, operation } = unknown('charge', { lines }, 9_900);
    const charge = movement('CHA1', 9_900, { marker: operation.operationId });
    expect(findIn(readingWith({ charges: [charge] }), operation, state.ledger)).toEqual({
      found: true,
      reference: 'CHA1',
    });
    expect(findIn(readingWith({ captures: [charge] }), operation, state.ledger)).toEqual({ found: false });
  });
});

describe('a refund', () => {
  const { state, operation } = unknown('refund', { reference: 'CAP1' }, 100_000, captured(250_000));
  const find = (refundedMinor: number, reference = 'CAP1', ledger = state.ledger) =>
    findIn(readingWith({ captures: [movement(reference, 250_000, { refundedMinor })] }), operation, ledger);

  it('is found where its source went back by exactly its amount', () => {
    expect(find(100_000)).toEqual({ found: true, reference: 'CAP1' });
  });

  it.each([0, 99_999, 100_001, 250_000])('is not found where its source went back by %i', (refundedMinor) => {
    expect(find(refundedMinor)).toEqual({ found: false });
  });

  it('is not found where another source went back by its amount', () => {
    expect(find(100_000, 'CAP2')).toEqual({ found: false });
  });

  it('is not found in an earlier refund of ours that the books had not shown yet', () => {
    const ledger = structuredClone(state.ledger);
    for (const entry of ledger.captures) entry.refundedMinor = 100_000;
    expect(find(100_000, 'CAP1', ledger)).toEqual({ found: false });
    expect(find(200_000, 'CAP1', ledger)).toEqual({ found: true, reference: 'CAP1' });
  });

  it('is not found where nobody knows what was there before', () => {
    const bare = { ...operation, intent: null };
    const shows = readingWith({ captures: [movement('CAP1', 250_000, { refundedMinor: 100_000 })] });
    expect(findIn(shows, bare, state.ledger)).toEqual({ found: false });
  });
});

describe('what moves no money', () => {
  it.each<['cancel' | 'complete', string]>([
    ['cancel', 'CANCELLED'],
    ['complete', 'COMPLETED'],
  ])('is found by its status: %s by %s', (kind, status) => {
    const { state, operation } = unknown(kind, NOTE);
    for (const shown of ['SENT', 'RESERVED', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'ON_HOLD']) {
      expect(findIn(reading({ status: shown }), operation, state.ledger).found).toBe(shown === status);
    }
  });

  it('leaves no trace in details when it is a submit or a resend', () => {
    const { state, operation } = unknown('resend', {});
    expect(findIn(reading(), operation, state.ledger)).toEqual({ found: false });
    expect(findIn(reading(), operationAt(state, 0), state.ledger)).toEqual({ found: false });
  });
});

describe('a person’s word', () => {
  const moved = readingWith({ captures: [movement('CAP1', 100_000)] });
  const body = {
    capture: {},
    charge: { lines: [] },
    refund: { reference: 'CAP1' },
    cancel: NOTE,
    complete: NOTE,
    resend: {},
  };
  it.each<[CommandKind, string, Reading, boolean]>([
    ['capture', 'unpaid', unpaidReading(), true],
    ['capture', 'cancelled', reading({ status: 'CANCELLED' }), true],
    ['capture', 'expired', reading({ status: 'EXPIRED' }), true],
    ['capture', 'reserved: it may lag', reading(), false],
    ['charge', 'unpaid', unpaidReading(), true],
    ['charge', 'cancelled', reading({ status: 'CANCELLED' }), true],
    ['charge', 'completed', reading({ status: 'COMPLETED' }), false],
    ['refund', 'nothing moved', reading(), true],
    ['refund', 'something moved', moved, false],
    ['cancel', 'something moved', moved, true],
    ['cancel', 'completed', reading({ status: 'COMPLETED' }), true],
    ['cancel', 'reserved: it may lag', reading(), false],
    ['complete', 'cancelled', reading({ status: 'CANCELLED' }), true],
    ['complete', 'expired', reading({ status: 'EXPIRED' }), true],
    ['complete', 'something moved', moved, false],
    ['resend', 'anything', reading({ status: 'CANCELLED' }), false],
  ])('that a %s happened, where details show %s: contradicted %#', (kind, _shows, shows, contradicted) => {
    expect(contradicts(shows, unknown(kind, body[kind]).operation)).toBe(contradicted);
  });
});
