/** The record's rows as its database has them, for what no interface of ours does: making an order older than it is. */
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { Client } from 'pg';

/** One statement on the database of a record; `?` stands for a value in both. */
export async function runSql(
  url: string,
  sql: string,
  values: readonly string[] = [],
): Promise<Record<string, unknown>[]> {
  if (url.startsWith('file:')) {
    const database = new Database(fileURLToPath(url));
    try {
      const statement = database.prepare(sql);
      if (statement.reader) return statement.all([...values]) as Record<string, unknown>[];
      statement.run([...values]);
      return [];
    } finally {
      database.close();
    }
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let position = 0;
    const { rows } = await client.query(
      sql.replace(/\?/g, () => `$${++position}`),
      [...values],
    );
    return rows;
  } finally {
    await client.end();
  }
}

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
