/** The evidence beside an attention: told by its shape, and readable whatever it is. */
import { describe, expect, it } from '@jest/globals';
import { asDifferingBooks } from '../../../src/dashboard/attention/books-differ';
import { factsOf, isAmount, isInstant } from '../../../src/dashboard/attention/evidence-facts';
import { asUnsettled, lookBefore } from '../../../src/dashboard/attention/unsettled-evidence';
import { withInstants } from '../../../src/dashboard/attention/with-instants';
import { askPerson } from '../../../workflows/ask-person';
import { asked, at, HOUR, reading, reserved } from '../../workflows/states';

describe('the evidence of an unknown operation', () => {
  const state = reserved();
  const operation = asked(state, 'capture', { amountMinor: 100_000 });
  operation.amountMinor = 100_000;
  operation.intent = { baseline: reading(), products: [], repeatable: false };
  askPerson(state, operation, at(2 * HOUR));
  const evidence = asUnsettled(state.attentions[0]?.evidence);

  it('is taken as the workflow gives it', () => {
    expect(evidence?.sent.amountMinor).toBe(100_000);
    expect(evidence?.answers.executed.amounts.capturedMinor).toBe(100_000);
    expect(evidence?.answers.refused.amounts.runwayMinor).toBe(300_000);
  });

  it('has what the books showed before as a look like the others', () => {
    expect(lookBefore(reading())).toMatchObject({ status: 'RESERVED', capturedMinor: 0, refundedMinor: 0 });
  });

  it('is told from any other evidence', () => {
    expect([null, 'text', { deadlines: {} }, { sent: {} }].map(asUnsettled)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('has its instants in the viewer’s words', () => {
    expect(withInstants('the timer of 2026-11-27T16:16:35.000Z acts', () => 'Friday')).toBe(
      'the timer of Friday acts',
    );
  });
});

describe('the evidence where books differ', () => {
  const known = {
    lifecycle: 'captured',
    ledger: {
      reservedMinor: 300_000,
      captures: [{ amountMinor: 50_000, refundedMinor: 10_000 }],
      charges: [],
    },
  };
  const books = asDifferingBooks({ reason: 'shows_less', known, shown: reading() });

  it('is set side by side, figure by figure', () => {
    expect(books).toMatchObject({ knownState: 'captured', shownStatus: 'RESERVED' });
    expect(books?.figures.map(({ name, knownMinor, shownMinor }) => [name, knownMinor, shownMinor])).toEqual([
      ['reserved', 300_000, 300_000],
      ['captured', 50_000, 0],
      ['charged', 0, 0],
      ['refunded', 10_000, 0],
    ]);
  });

  it('is told from any other evidence', () => {
    expect([null, { shown: reading() }, 'text'].map(asDifferingBooks)).toEqual([null, null, null]);
  });
});

describe('any other evidence', () => {
  const facts = factsOf({
    reason: 'shows_less',
    shown: { capturedMinor: 0, at: '2026-11-22T12:00:00.000Z', none: null },
    list: ['a'],
  });

  it('becomes names and values; what is empty is left out', () => {
    expect(facts.map(({ name }) => name)).toEqual(['reason', 'shown.capturedMinor', 'shown.at', 'list.0']);
  });

  it('knows amounts and instants', () => {
    expect(facts.map((fact) => [isAmount(fact), isInstant(fact)])).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});
