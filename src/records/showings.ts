/** Who was shown an order's customer, and when: kept for ever beside the record of ended orders, of open ones too. */
import type { Kysely } from 'kysely';
import type { RecordsDatabase } from './table';

/** One showing: `at` as `new Date().toISOString()` writes it, `by` a name of whoever asked that is no person's own. */
export interface Showing {
  orderId: string;
  at: string;
  by: string;
}

/** What nobody would read any further; all of them stay in the table. */
const MOST_READ = 100;

/** The statement that keeps one. */
export function insertShowing(database: Kysely<RecordsDatabase>, { orderId, at, by }: Showing) {
  return database
    .insertInto('holdfast_shown_customer')
    .values({ order_id: orderId, shown_at: at, shown_by: by });
}

/** The statement that reads those of an order, newest first. */
export function selectShowings(database: Kysely<RecordsDatabase>, orderId: string) {
  return database
    .selectFrom('holdfast_shown_customer')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('shown_at', 'desc')
    .limit(MOST_READ);
}
