/** A provider that gives totals and no list: what we did is still found, adopted and never taken for a contradiction. */
import { describe, expect, it } from '@jest/globals';
import { findIn } from '../../workflows/evidence';
import { adopt, bookMovement, compare, emptyLedger } from '../../workflows/ledger';
import type { Ledger } from '../../workflows/state';
import { listMovements } from '../../workflows/unlisted';
import { movement, ORDER_MINOR, reading, reserved, unknownOperation } from './states';

const totals = (capturedMinor: number, refundedFromCapturedMinor = 0) =>
  reading({ isPaid: capturedMinor > 0, capturedMinor, refundedFromCapturedMinor, captures: [] });

function ledgerOf(...amounts: number[]): Ledger {
  const ledger = { ...emptyLedger(), reservedMinor: ORDER_MINOR };
  amounts.forEach((amountMinor, index) => {
    const operationId = `capture-${index + 1}`;
    bookMovement(ledger.captures, { reference: `CAP${index + 1}`, amountMinor, operationId, products: [] });
  });
  return ledger;
}

describe('totals without a list', () => {
  it('agree with what we captured', () => {
    const ledger = ledgerOf(100_000, 50_000);
    expect(compare(ledger, listMovements(totals(150_000), ledger))).toEqual({
      adoptions: [],
      showsLess: false,
      refundsBehind: false,
      inconsistent: false,
    });
  });

  it('show that an unknown capture was executed, by the difference', () => {
    const ledger = ledgerOf(100_000);
    const operation = unknownOperation(reserved(), 'capture', { amountMinor: 40_000 }, 40_000);
    operation.intent = { baseline: totals(100_000), products: [], repeatable: false };
    expect(findIn(listMovements(totals(140_000), ledger), operation, ledger)).toEqual({
      found: true,
      reference: null,
    });
    expect(findIn(listMovements(totals(100_000), ledger), operation, ledger)).toEqual({ found: false });
    expect(findIn(listMovements(totals(130_000), ledger), operation, ledger)).toEqual({ found: false });
  });

  it('let a foreign capture be adopted once, without a reference', () => {
    const ledger = ledgerOf(100_000);
    adopt(ledger, listMovements(totals(160_000), ledger));
    adopt(ledger, listMovements(totals(160_000), ledger));
    expect(ledger.captures.map(({ reference, amountMinor }) => [reference, amountMinor])).toEqual([
      ['CAP1', 100_000],
      [null, 60_000],
    ]);
  });

  it('say so when they show less than we know', () => {
    const ledger = ledgerOf(100_000, 50_000);
    expect(compare(ledger, listMovements(totals(100_000), ledger)).showsLess).toBe(true);
  });

  it('are refunds of the captures that bear them', () => {
    const ledger = ledgerOf(100_000, 50_000);
    adopt(ledger, listMovements(totals(150_000, 120_000), ledger));
    expect(ledger.captures.map(({ refundedMinor }) => refundedMinor)).toEqual([100_000, 20_000]);
    expect(compare(ledger, listMovements(totals(150_000, 110_000), ledger)).refundsBehind).toBe(true);
  });

  it('are left alone where the provider gave a list', () => {
    const given = reading({ capturedMinor: 100_000, captures: [movement('CAP1', 100_000)] });
    expect(listMovements(given, emptyLedger())).toEqual(given);
  });
});
