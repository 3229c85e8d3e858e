/**
 * The rows of the provider's history as the sweep sees them, without anything personal, and which of them belong
 * together. Pure.
 */
import { createHash } from 'node:crypto';
import type { HistoryRow as ProviderRow } from '../src/front-payment';

/** One row. `amount` is the provider's decimal as given. */
export interface HistoryRow {
  uuid: string;
  title: string;
  amount: string | null;
  /** The same in every reading of history. */
  key: string;
}

/** Rows by the name they bear: a reservation's own, or that of one of its captures or charges. */
export interface SortedRows {
  byReservation: Map<string, HistoryRow[]>;
  byReference: Map<string, HistoryRow[]>;
  /** Rows whose name is none that we know how to follow. */
  unplaced: number;
}

/** Sorts rows by whom they name. `sentTo`, `actionBy` and notes are dropped here: they name people. */
export function sortRows(rows: readonly ProviderRow[]): SortedRows {
  const sorted: SortedRows = { byReservation: new Map(), byReference: new Map(), unplaced: 0 };
  const seen = new Map<string, number>();
  for (const { uuid, title, datetime, amount } of rows) {
    const place = placeOf(sorted, uuid);
    if (uuid === null || place === null) {
      sorted.unplaced += 1;
      continue;
    }
    // History knows minutes only: two rows may look the same, and are told apart by their order.
    const looks = JSON.stringify([uuid, title, datetime, amount]);
    const nth = (seen.get(looks) ?? 0) + 1;
    seen.set(looks, nth);
    const row = { uuid, title: title ?? '', amount, key: keyOf(`${looks}${nth}`) };
    place.set(uuid, [...(place.get(uuid) ?? []), row]);
  }
  return sorted;
}

function placeOf(sorted: SortedRows, uuid: string | null): Map<string, HistoryRow[]> | null {
  if (uuid === null || !/^[A-Za-z0-9-]{1,64}$/.test(uuid)) return null;
  if (uuid.startsWith('RES')) return sorted.byReservation;
  return uuid.startsWith('CAP') || uuid.startsWith('CHA') ? sorted.byReference : null;
}

function keyOf(looks: string): string {
  return createHash('sha256').update(looks).digest('base64url').slice(0, 12);
}
