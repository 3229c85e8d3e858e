/** The record's database by its own words, for what no interface of ours does. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
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
    mkdirSync(dirname(fileURLToPath(url)), { recursive: true });
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
