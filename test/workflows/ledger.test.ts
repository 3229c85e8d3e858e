/** What money moved, by source: never more than was held, nothing twice, and whatever differs is named. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  adopt,
  bookMovement,
  bookRefund,
  capturedMinor,
  chargedMinor,
  compare,
  emptyLedger,
  refundedMinor,
  runwayMinor,
  sourceOf,
} from '../../workflows/ledger';
import type { ProviderMovement, Reading } from '../../workflows/reading';
import type { Ledger, LedgerEntry } from '../../workflows/state';
import { movement, ORDER_MINOR, reading, readingWith } from './states';

const AGREES = { adoptions: [], showsLess: false, refundsBehind: false, inconsistent: false };

/** A hold of NOK 3,000.00 of which we captured these, by operation `op-1`, `op-2`, … */
function ledgerWith(...captures: Partial<LedgerEntry>[]): Ledger {
  const ledger = emptyLedger();
  ledger.reservedMinor = ORDER_MINOR;
  captures.forEach((entry, index) => {
    ledger.captures.push({
      reference: `CAP${index + 1}`,
      amountMinor: 100_000,
      refundedMinor: 0,
      operationId: `op-${index + 1}`,
      products: [],
      refundedProducts: [],
      ...entry,
    });
  });
  return ledger;
}

describe('the ledger', () => {
  it('begins with nothing', () => {
    const ledger = emptyLedger();
    const sums = [ledger.reservedMinor, capturedMinor(ledger), chargedMinor(ledger), refundedMinor(ledger)];
    expect([...sums, runwayMinor(ledger)]).toEqual([0, 0, 0, 0, 0]);
  });

  it('counts the runway as reserved less captured: charges and refunds do not touch it', () => {
    const ledger = ledgerWith({});
    bookMovement(ledger.charges, {
      reference: 'CHA1',
      amountMinor: 50_000,
      operationId: 'op-2',
      products: [],
    });
    const source = sourceOf(ledger, 'CAP1');
    if (source)
      bookRefund(source.entry, { amountMinor: 40_000, products: [{ id: 11, amountMinor: 40_000 }] });
    expect(runwayMinor(ledger)).toBe(200_000);
    expect([capturedMinor(ledger), chargedMinor(ledger), refundedMinor(ledger)]).toEqual([
      100_000, 50_000, 40_000,
    ]);
  });

  it('books an operation once, and only adds the reference the second time', () => {
    const ledger = emptyLedger();
    const capture = { amountMinor: 100, operationId: 'op-1', products: [{ id: 11, amountMinor: 100 }] };
    bookMovement(ledger.captures, { ...capture, reference: null });
    bookMovement(ledger.captures, { ...capture, reference: 'CAP1' });
    bookMovement(ledger.captures, { ...capture, reference: 'CAP2' });
    expect(ledger.captures.map(({ reference, amountMinor }) => [reference, amountMinor])).toEqual([
      ['CAP1', 100],
    ]);
  });

  it('finds a source by its reference, and tells a capture from a charge', () => {
    const ledger = ledgerWith({});
    bookMovement(ledger.charges, { reference: 'CHA1', amountMinor: 5, operationId: 'op-2', products: [] });
    expect(sourceOf(ledger, 'CAP1')?.source).toBe('captured');
    expect(sourceOf(ledger, 'CHA1')?.source).toBe('charged');
    expect(sourceOf(ledger, 'CAP2')).toBeNull();
  });
});

describe('compared with a reading', () => {
  it('agrees with what shows the same', () => {
    const shows = readingWith({ captures: [movement('CAP1', 100_000, { marker: 'op-1' })] });
    expect(compare(ledgerWith({}), shows)).toEqual(AGREES);
  });

  it('names what somebody else captured, charged and refunded', () => {
    const shows = readingWith({
      captures: [movement('CAP1', 100_000, { refundedMinor: 30_000 }), movement('CAP2', 50_000)],
      charges: [movement('CHA1', 9_900, { refundedMinor: 9_900 })],
    });
    expect(compare(ledgerWith({}), shows)).toEqual({
      adoptions: [
        { kind: 'refund', reference: 'CAP1', amountMinor: 30_000 },
        { kind: 'capture', reference: 'CAP2', amountMinor: 50_000 },
        { kind: 'charge', reference: 'CHA1', amountMinor: 9_900 },
        { kind: 'refund', reference: 'CHA1', amountMinor: 9_900 },
      ],
      showsLess: false,
      refundsBehind: false,
      inconsistent: false,
    });
  });

  it.each<[string, Ledger, Reading]>([
    ['a capture of ours', ledgerWith({}), reading()],
    [
      'a capture that a person has seen, where it shows another one of its amount',
      ledgerWith({}, { reference: null }),
      readingWith({ captures: [movement('CAP1', 100_000)] }),
    ],
  ])('says that it shows less where it lacks %s', (_what, ledger, shows) => {
    expect(compare(ledger, shows)).toMatchObject({ showsLess: true, adoptions: [] });
  });

  it('tells a refund that is not shown yet from a movement that is gone', () => {
    const shows = readingWith({ captures: [movement('CAP1', 100_000)] });
    expect(compare(ledgerWith({ refundedMinor: 1 }), shows)).toEqual({ ...AGREES, refundsBehind: true });
  });

  it('books as ours what a person has named, and does not count it again', () => {
    const ledger = ledgerWith({ operationId: null });
    const ours = { reference: 'CAP1', amountMinor: 100_000, operationId: 'capture-9', products: [] };
    bookMovement(ledger.captures, ours);
    expect(ledger.captures).toMatchObject([{ reference: 'CAP1', operationId: 'capture-9' }]);
  });

  it.each<[string, Partial<Reading>]>([
    ['more is captured than reserved', { reservedMinor: 99_999 }],
    ['the captures do not sum up', { capturedMinor: 100_001 }],
    ['the charges do not sum up', { chargedMinor: 1 }],
    ['more went back than was taken', { captures: [movement('CAP1', 100_000, { refundedMinor: 100_001 })] }],
  ])('says that the figures do not add up where %s', (_what, changes) => {
    const shows = readingWith({ captures: [movement('CAP1', 100_000)] }, changes);
    expect(compare(ledgerWith({}), shows).inconsistent).toBe(true);
  });

  it('says that the figures do not add up where a capture of ours has another amount', () => {
    const shows = readingWith({ captures: [movement('CAP1', 60_000, { marker: 'op-1' })] });
    expect(compare(ledgerWith({}), shows).inconsistent).toBe(true);
  });

  it('changes nothing', () => {
    const ledger = ledgerWith({});
    const before = structuredClone(ledger);
    compare(ledger, readingWith({ captures: [movement('CAP9', 1)] }));
    expect(ledger).toEqual(before);
  });
});

describe('adopting a reading', () => {
  it('takes over the hold, and what somebody else moved', () => {
    const ledger = ledgerWith();
    ledger.reservedMinor = 0;
    adopt(ledger, readingWith({ captures: [movement('CAP9', 50_000, { refundedMinor: 1 })] }));
    expect(ledger).toEqual({
      reservedMinor: ORDER_MINOR,
      captures: [
        {
          reference: 'CAP9',
          amountMinor: 50_000,
          refundedMinor: 1,
          operationId: null,
          products: [],
          refundedProducts: [],
        },
      ],
      charges: [],
    });
  });

  it('fills in the reference of what a person had seen: by its marker, else by its amount', () => {
    const byMarker = ledgerWith({ reference: null });
    adopt(byMarker, readingWith({ captures: [movement('CAP9', 100_000, { marker: 'op-1' })] }));
    const byAmount = ledgerWith({ reference: null });
    adopt(byAmount, readingWith({ captures: [movement('CAP9', 100_000)] }));
    for (const { captures } of [byMarker, byAmount]) {
      expect(captures.map(({ reference, operationId }) => [reference, operationId])).toEqual([
        ['CAP9', 'op-1'],
      ]);
    }
  });

  it('gives two that a person had seen a reference each', () => {
    const ledger = ledgerWith({ reference: null }, { reference: null });
    const shows = readingWith({ captures: [movement('CAP8', 100_000), movement('CAP9', 100_000)] });
    expect(compare(ledger, shows)).toEqual(AGREES);
    adopt(ledger, shows);
    expect(ledger.captures.map(({ reference }) => reference)).toEqual(['CAP8', 'CAP9']);
  });

  it('never lets the hold shrink: what is left after a partial capture may be shown as released', () => {
    const ledger = ledgerWith();
    adopt(ledger, reading({ reservedMinor: 100_000 }));
    expect(ledger.reservedMinor).toBe(ORDER_MINOR);
  });
});

describe('whatever the provider and we do in turns', () => {
  const RESERVED_MINOR = 1000;
  const act = fc.record({
    kind: fc.constantFrom(
      'ours' as const,
      'theirs' as const,
      'charge' as const,
      'refund' as const,
      'read' as const,
    ),
    amountMinor: fc.integer({ min: 1, max: 200 }),
  });

  it('captured never exceeds reserved, refunded never its source, and a repeated reading changes nothing', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const books: Books = { captures: [], charges: [] };
        const ledger = emptyLedger();
        acts.forEach(({ kind, amountMinor }, index) => {
          if (kind === 'read') takeOver(ledger, books);
          else move(ledger, books, { kind, amountMinor, index });
        });
        takeOver(ledger, books);
      }),
      { numRuns: 2_000 },
    );
  });

  interface Books {
    captures: ProviderMovement[];
    charges: ProviderMovement[];
  }

  function move(
    ledger: Ledger,
    books: Books,
    {
      kind,
      amountMinor,
      index,
    }: { kind: 'ours' | 'theirs' | 'charge' | 'refund'; amountMinor: number; index: number },
  ): void {
    const operationId = `op-${index}`;
    const captured = books.captures.reduce((sum, entry) => sum + entry.amountMinor, 0);
    const [first] = books.captures;
    if (kind === 'charge') books.charges.push(movement(`CHA${index}`, amountMinor));
    else if (kind === 'refund' && first) {
      first.refundedMinor = Math.min(first.amountMinor, first.refundedMinor + amountMinor);
    } else if (kind !== 'refund' && captured + amountMinor <= RESERVED_MINOR) {
      const own = { reference: `CAP${index}`, amountMinor, operationId, products: [] };
      books.captures.push(
        movement(own.reference, amountMinor, { marker: kind === 'ours' ? operationId : null }),
      );
      if (kind === 'ours') bookMovement(ledger.captures, own);
    }
  }

  function takeOver(ledger: Ledger, books: Books): void {
    const shows = structuredClone(readingWith(books, { reservedMinor: RESERVED_MINOR }));
    expect(compare(ledger, shows)).toMatchObject({ showsLess: false, inconsistent: false });
    adopt(ledger, shows);
    const once = structuredClone(ledger);
    expect(compare(ledger, shows)).toEqual(AGREES);
    adopt(ledger, shows);
    expect(ledger).toEqual(once);
    expect(capturedMinor(ledger)).toBe(shows.capturedMinor);
    expect(capturedMinor(ledger)).toBeLessThanOrEqual(ledger.reservedMinor);
    expect(runwayMinor(ledger)).toBe(ledger.reservedMinor - capturedMinor(ledger));
    for (const entry of [...ledger.captures, ...ledger.charges]) {
      expect(entry.refundedMinor).toBeLessThanOrEqual(entry.amountMinor);
    }
  }
});
