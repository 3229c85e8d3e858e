/**
 * A record written by any earlier version is brought to this one with what is in it; one of a later version is left alone.
 * The steps lie beside this test as they were published: a step that is changed afterwards is found out by the difference.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openRecords } from '../../src/records/records';
import { runTypescript } from '../support/typescript-process';
import { anOrder } from './an-order';
import { runSql } from './run-sql';
import { describeOverStores } from './stores';

const AT = '2026-11-21T12:00:00.000Z';
const CHILD = join(__dirname, 'write-records-child.ts');
const STEPS = readdirSync(join(__dirname, 'steps', 'sqlite')).sort();

const kindOf = (url: string) => (url.startsWith('file:') ? 'sqlite' : 'postgres');

/** A row of each table, as the version that made the table would have written it. */
const ROWS: Record<string, [string, string[]][]> = {
  '2026_11_21_ended_orders.sql': [
    [
      "insert into holdfast_ended_order values (?, 'completed', 0, 'NOK', 300000, 300000, 300000, 0, 0, ?, ?, ?, ?, ?)",
      [
        'booking-1042',
        '2026-11-28T12:00:00.000Z',
        'RES1943140879',
        AT,
        '2026-11-27T12:00:00.000Z',
        JSON.stringify(anOrder().body),
      ],
    ],
  ],
  '2026_11_21_shown_customers.sql': [
    ['insert into holdfast_shown_customer values (?, ?, ?)', ['booking-1042', AT, 'operator-3']],
  ],
  '2026_11_21_webhooks.sql': [
    [
      "insert into holdfast_webhook values (?, ?, '3', 6, 'reservation.reserved', 'pending', 0, null, null, ?, ?, null, null, ?)",
      ['msg_1', 'booking-1042', AT, AT, '{"id":"3"}'],
    ],
    ["insert into holdfast_webhook_cursor values (?, 3, '')", ['booking-1042']],
  ],
  '2026_11_21_x_listed_orders.sql': [
    ["insert into holdfast_listed_order values (?, 'run', ?, ?, '{}')", ['booking-1042', AT, AT]],
  ],
  // An index alone.
  '2026_11_21_y_ended_states.sql': [],
  '2026_11_21_y_provider_calls.sql': [['insert into holdfast_provider_calls values (?, 1, 3)', ['one']]],
};

/** A database as the version of these steps left it, with a row in every table. */
async function leftBy(url: string, steps: readonly string[]): Promise<void> {
  await runSql(
    url,
    'create table holdfast_migration (name varchar(255) primary key, timestamp varchar(255) not null)',
  );
  await runSql(
    url,
    'create table holdfast_migration_lock (id varchar(255) primary key, is_locked integer not null)',
  );
  await runSql(url, "insert into holdfast_migration_lock values ('migration_lock', 0)");
  for (const step of steps) {
    const sql = readFileSync(join(__dirname, 'steps', kindOf(url), step), 'utf8');
    for (const statement of sql.split(';\n').filter((text) => text !== '')) await runSql(url, statement);
    await runSql(url, 'insert into holdfast_migration values (?, ?)', [step.replace('.sql', ''), AT]);
    for (const [insert, values] of ROWS[step] ?? []) await runSql(url, insert, values);
  }
}

/** What the tables are like, in the database's own words. */
async function shapeOf(url: string): Promise<unknown[]> {
  const sql =
    kindOf(url) === 'sqlite'
      ? "select name, sql from sqlite_master where name like 'holdfast%' and name not like 'holdfast_migration%' order by name"
      : `select table_name as name, column_name, data_type, collation_name, is_nullable, null as indexdef
         from information_schema.columns where table_name like 'holdfast%' and table_name not like 'holdfast_migration%'
         union all select indexname, null, null, null, null, indexdef from pg_indexes
         where tablename like 'holdfast%' and tablename not like 'holdfast_migration%' order by 1, 2`;
  return runSql(url, sql);
}

/** What a reader finds of the rows that were there. */
async function readBack(url: string) {
  const records = await openRecords(url);
  const found = {
    order: await records.find('booking-1042'),
    shown: await records.showingsOf('booking-1042'),
    webhooks: (await records.webhooks.pending('booking-1042', 9)).map(({ id }) => id),
    lastItem: await records.webhooks.lastItem('booking-1042'),
    listed: (await records.listed.find(['booking-1042'])).map(({ runId }) => runId),
  };
  await records.put(anOrder({ orderId: 'written-afterwards' }));
  await records.close();
  return found;
}

function expectedAfter(steps: readonly string[]) {
  const has = (part: string) => steps.some((step) => step.includes(part));
  return {
    order: anOrder(),
    shown: has('shown') ? [{ orderId: 'booking-1042', at: AT, by: 'operator-3' }] : [],
    webhooks: has('webhooks') ? ['msg_1'] : [],
    lastItem: has('webhooks') ? 3 : 0,
    listed: has('listed') ? ['run'] : [],
  };
}

describe('the published steps', () => {
  it('lie here for both databases, with a row for each of their tables', () => {
    expect(readdirSync(join(__dirname, 'steps', 'postgres')).sort()).toEqual(STEPS);
    expect(Object.keys(ROWS).sort()).toEqual(STEPS);
  });
});

describeOverStores('a record of an earlier version', (freshUrl) => {
  it.each(STEPS.map((step, index) => [step, STEPS.slice(0, index + 1)] as const))(
    'that ended with %s is brought to this one, with what is in it',
    async (_, steps) => {
      const [url, fresh] = [await freshUrl(), await freshUrl()];
      await leftBy(url, steps);
      expect(await readBack(url)).toEqual(expectedAfter(steps));
      await readBack(fresh);
      expect(await shapeOf(url)).toEqual(await shapeOf(fresh));
      const done = await runSql(url, 'select name from holdfast_migration order by name');
      expect(done.map(({ name }) => `${name}.sql`)).toEqual(STEPS);
    },
  );

  it('is brought to this one by two processes at once', async () => {
    const url = await freshUrl();
    await leftBy(url, STEPS.slice(0, 1));
    await Promise.all(['one', 'two'].map((name) => runTypescript(CHILD, [url, name, '5'])));
    expect(await readBack(url)).toEqual(expectedAfter(STEPS.slice(0, 1)));
    const counted = await runSql(url, 'select count(*) as count from holdfast_ended_order');
    // Five of each process, one that both write, the one that was there, and the one written afterwards.
    expect(Number(counted[0]?.['count'])).toBe(13);
  }, 60_000);

  it('is refused in words where a later version has been at it, and nothing is changed', async () => {
    const url = await freshUrl();
    await leftBy(url, STEPS);
    await runSql(url, 'insert into holdfast_migration values (?, ?)', ['2031_01_01_of_a_later_version', AT]);
    const before = await shapeOf(url);
    await expect(openRecords(url)).rejects.toMatchObject({
      code: 'records_newer',
      message: expect.stringMatching(
        /2031_01_01_of_a_later_version.*so it was not opened.*Install that version/,
      ),
    });
    expect(await shapeOf(url)).toEqual(before);
  });
});
