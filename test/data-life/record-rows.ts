/** Making an order of the record older than it is. */
import { runSql } from '../records/run-sql';

/** Has an ended order happened so many days earlier; what it was placed with stays. */
export async function makeOlder(url: string, orderId: string, days: number): Promise<void> {
  const [row] = await runSql(url, 'select * from holdfast_ended_order where order_id = ?', [orderId]);
  if (!row) throw new Error(`The record has no order ${orderId}.`);
  const earlier = (text: string): string =>
    INSTANT.test(text) ? new Date(Date.parse(text) - days * 86_400_000).toISOString() : text;
  const { input, ...state } = JSON.parse(String(row['body']));
  const body = JSON.stringify({ ...withEach(state, earlier), input });
  const instants = ['created_at', 'ended_at', 'capture_by'].map((name) => earlier(String(row[name])));
  await runSql(
    url,
    'update holdfast_ended_order set created_at = ?, ended_at = ?, capture_by = ?, body = ? where order_id = ?',
    [...instants, body, orderId],
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function withEach(state: object, change: (text: string) => string): object {
  return JSON.parse(JSON.stringify(state), (_, value) => (typeof value === 'string' ? change(value) : value));
}
