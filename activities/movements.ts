/**
 * What an order knows to have been moved, held against the rows that history shows of it. Pure.
 */

import { toMinor } from '../src/money/decimal';
import { MoneyError } from '../src/money/money-error';
import type { Operation } from '../workflows/operation';
import type { TimelineItem } from '../workflows/state';
import type { HistoryRow } from './history-rows';

/** What moves money after the hold was made. */
export type MovementKind = 'capture' | 'charge' | 'refund';

/** What an order knows of its money; from its workflow where it is open, from the record where it has ended. */
export interface OrderBooks {
  currency: string;
  timeline: readonly TimelineItem[];
  operations: readonly Pick<Operation, 'kind' | 'status'>[];
}

/** Clocks differ by minutes, and rows have no seconds: what we know from just before the frame may be shown in it. */
const EDGE_MS = 10 * 60 * 1000;

/**
 * Whether these rows of one kind are all accounted for by what the order knows since `from`. History has no reference
 * for a refund, so sums are compared, and where an amount cannot be read, numbers. A movement of ours whose row is not
 * yet there can stand in for a foreign one; only until its own row comes, or it is older than the frame.
 */
export function areExplained(
  rows: readonly HistoryRow[],
  kind: MovementKind,
  books: OrderBooks,
  from: string,
): boolean {
  // The order follows it already, and is held against the same rows in the next sweep.
  if (books.operations.some((operation) => operation.kind === kind && isUnderWay(operation))) return true;
  const since = new Date(Date.parse(from) - EDGE_MS).toISOString();
  const known = knownMinor(kind, books, since);
  const shownMinor = rows.map(({ amount }) => amountOf(amount, books.currency));
  if (shownMinor.includes(null)) return rows.length <= known.length;
  return sum(shownMinor) <= sum(known);
}

/** An operation that was taken for executed, doubted, and found again, moved once. */
function knownMinor(kind: MovementKind, { timeline }: OrderBooks, since: string): number[] {
  const ours = new Map<unknown, number>();
  const foreign: number[] = [];
  for (const { type, at, data } of timeline) {
    if (at < since) continue;
    const amountMinor = Number(data['amountMinor'] ?? 0);
    if (type === `${kind}_executed`) ours.set(data['operationId'], amountMinor);
    if (type === `${kind}_adopted`) foreign.push(amountMinor);
  }
  return [...ours.values(), ...foreign];
}

/** A decimal of the provider's in minor units; null when it cannot be read. */
export function amountOf(decimal: string | null, currency: string): number | null {
  try {
    return decimal === null ? null : toMinor(decimal, currency);
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
}

function isUnderWay({ status }: Pick<Operation, 'status'>): boolean {
  return status === 'pending' || status === 'unknown';
}

function sum(amountsMinor: readonly (number | null)[]): number {
  return amountsMinor.reduce<number>((total, amountMinor) => total + (amountMinor ?? 0), 0);
}
