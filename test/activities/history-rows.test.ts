/** The provider's rows as the sweep sees them: sorted by whom they name, each with a name of its own, without people. */
import { describe, expect, it } from '@jest/globals';
import { sortRows } from '../../activities/history-rows';
import type { HistoryRow } from '../../src/front-payment';

const row = (facts: Partial<HistoryRow>): HistoryRow => ({
  uuid: 'RES1',
  title: 'amount-reserved',
  datetime: '21.11.2026 11:00',
  at: '2026-11-21T10:00:00.000Z',
  sentTo: '+4746567468',
  actionBy: 'Kari Nordmann',
  note: 'for Kari',
  paymentMethod: 'visa',
  isRefundable: false,
  amount: '150',
  amountMinor: null,
  ...facts,
});

describe('rows of history', () => {
  it('are sorted by what they name', () => {
    const sorted = sortRows([
      row({}),
      row({ uuid: 'CAP1' }),
      row({ uuid: 'CHA2' }),
      row({ uuid: 'RES1', title: null }),
    ]);
    expect([...sorted.byReservation.keys()]).toEqual(['RES1']);
    expect(sorted.byReservation.get('RES1')?.map(({ title }) => title)).toEqual(['amount-reserved', '']);
    expect([...sorted.byReference.keys()]).toEqual(['CAP1', 'CHA2']);
    expect(sorted.unplaced).toBe(0);
  });

  it('that name nothing we can follow are counted', () => {
    const strange = ['REF1', '', "RES1' OR 'a'='a", `RES${'1'.repeat(80)}`];
    expect(sortRows([row({ uuid: null }), ...strange.map((uuid) => row({ uuid }))]).unplaced).toBe(5);
  });

  it('have the same key in every reading, and another one each although they look the same', () => {
    const keys = (rows: HistoryRow[]) =>
      sortRows(rows)
        .byReservation.get('RES1')
        ?.map(({ key }) => key) ?? [];
    const twice = keys([row({}), row({})]);
    expect(new Set(twice).size).toBe(2);
    expect(keys([row({ title: 'another' }), row({}), row({})]).slice(1)).toEqual(twice);
    expect(keys([row({ amount: '151' })])).not.toContain(twice[0]);
  });

  it('lose everything that names a person', () => {
    expect(JSON.stringify([...sortRows([row({})]).byReservation])).not.toMatch(/Kari|4746567468/);
  });
});
