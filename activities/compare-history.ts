/**
 * Holds what history shows of an order against what the order knows, both ways: money moved or a reservation closed
 * that we do not know of. Keeps no count of its own: what an order has taken in is no difference any more.
 */
import type { HistoryRow } from './history-rows';
import type { KnownOrder } from './known-orders';
import { areExplained, type MovementKind, type OrderBooks } from './movements';
import { verdictOn } from './tells-news';

/** A row that an order cannot account for; `tells` as in the verdict on it. */
export interface NewsRow {
  row: HistoryRow;
  tells: 'news' | 'once';
}

/** What history shows of one order since `from`. */
export interface ShownOrder {
  order: KnownOrder;
  rows: HistoryRow[];
  from: string;
}

/**
 * The rows that tell the order something. `readBooks` is asked only where the state cannot decide; null when the order
 * does not answer, and then it is told to look.
 */
export async function newsOf(
  { order, rows, from }: ShownOrder,
  readBooks: () => Promise<OrderBooks | null>,
): Promise<NewsRow[]> {
  const news: NewsRow[] = [];
  const moved = new Map<MovementKind, HistoryRow[]>();
  for (const row of rows) {
    const verdict = verdictOn(row, order);
    if (verdict === 'known') continue;
    if (typeof verdict === 'string') news.push({ row, tells: verdict });
    // A capture or charge that is shown under its own name stands in the order's ledger by that name.
    else if (verdict.moved === 'refund' || row.uuid === order.reservationUuid) {
      moved.set(verdict.moved, [...(moved.get(verdict.moved) ?? []), row]);
    }
  }
  if (moved.size === 0) return news;
  const books = await readBooks();
  for (const [kind, movements] of moved) {
    if (books !== null && areExplained(movements, kind, books, from)) continue;
    news.push(...movements.map((row) => ({ row, tells: 'news' as const })));
  }
  return news;
}
