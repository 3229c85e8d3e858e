/** Whether history's rows of captures, charges and refunds are accounted for by what an order knows to have been moved. */
import { describe, expect, it } from '@jest/globals';
import type { HistoryRow } from '../../activities/history-rows';
import { amountOf, areExplained, type OrderBooks } from '../../activities/movements';

const FROM = '2026-11-21T10:00:00.000Z';
const LATER = '2026-11-21T11:00:00.000Z';

const refund = (amount: string | null, n = 1): HistoryRow => ({
  uuid: 'RES1',
  title: 'refund-sent-from-captured',
  amount,
  key: `${amount} ${n}`,
});

const item = (type: string, data: Record<string, unknown>, at = LATER) => ({
  id: '1',
  at,
  type,
  source: 'provider',
  data,
});
const executed = (operationId: string, amountMinor: number, at = LATER) =>
  item('refund_executed', { operationId, amountMinor }, at);
const adopted = (amountMinor: number, at = LATER) => item('refund_adopted', { amountMinor }, at);

const books = (...timeline: OrderBooks['timeline']): OrderBooks => ({
  currency: 'NOK',
  timeline,
  operations: [{ kind: 'refund', status: 'executed' }],
});

describe('rows of refunds', () => {
  it.each<[string, HistoryRow[], OrderBooks, boolean]>([
    ['our own refund', [refund('150.00')], books(executed('a', 15_000)), true],
    ['a refund that was adopted', [refund('150')], books(adopted(15_000)), true],
    ['two refunds that were adopted as one', [refund('100'), refund('50')], books(adopted(15_000)), true],
    ['a refund that we know nothing of', [refund('150')], books(), false],
    ['a foreign refund beside our own', [refund('150'), refund('10')], books(executed('a', 15_000)), false],
    [
      'a foreign refund of the same amount',
      [refund('150'), refund('150', 2)],
      books(executed('a', 15_000)),
      false,
    ],
    [
      'a capture of ours, which is no refund',
      [refund('150')],
      books(item('capture_executed', { amountMinor: 15_000 })),
      false,
    ],
    [
      'a refund from long before the frame',
      [refund('150')],
      books(executed('a', 15_000, '2026-11-21T09:30:00.000Z')),
      false,
    ],
    [
      'a refund from just before the frame by our clock',
      [refund('150')],
      books(executed('a', 15_000, '2026-11-21T09:55:00.000Z')),
      true,
    ],
    [
      'our refund, doubted and found again, and a foreign one',
      [refund('150'), refund('150', 2)],
      books(executed('a', 15_000), executed('a', 15_000)),
      false,
    ],
    [
      'amounts that cannot be read, as many as we know',
      [refund('a lot')],
      books(executed('a', 15_000)),
      true,
    ],
    [
      'amounts that are missing, more than we know',
      [refund(null), refund('150')],
      books(executed('a', 15_000)),
      false,
    ],
    ['a fraction of a minor unit, once', [refund('0.001')], books(executed('a', 15_000)), true],
  ])('%s', (_what, rows, known, explained) => {
    expect(areExplained(rows, 'refund', known, FROM)).toBe(explained);
  });

  it.each(['pending', 'unknown'] as const)('are left to an operation that is %s', (status) => {
    const known = { ...books(), operations: [{ kind: 'refund' as const, status }] };
    expect(areExplained([refund('150')], 'refund', known, FROM)).toBe(true);
  });

  it('are not left to an operation of another kind', () => {
    const known = { ...books(), operations: [{ kind: 'capture' as const, status: 'unknown' as const }] };
    expect(areExplained([refund('150')], 'refund', known, FROM)).toBe(false);
  });
});

describe('an amount', () => {
  it('is read in the order’s currency', () => {
    expect([amountOf('150.5', 'NOK'), amountOf('150', 'JPY'), amountOf('1.234', 'KWD')]).toEqual([
      15_050, 150, 1_234,
    ]);
  });

  it('that cannot be read is none', () => {
    expect([
      amountOf(null, 'NOK'),
      amountOf('', 'NOK'),
      amountOf('1,50', 'NOK'),
      amountOf('1', 'krone'),
    ]).toEqual([null, null, null, null]);
  });
});
