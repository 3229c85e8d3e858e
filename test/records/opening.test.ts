/** Opening the record: what is refused, what is made on disk, and that no refusal shows a password. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import Database from 'libsql';
import { openRecords } from '../../src/records/records';
import { anOrder } from './an-order';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-records-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the URL of a record', () => {
  it.each([
    ['records.sqlite', 'is not a URL'],
    ['mysql://me:invented-password@127.0.0.1/db', 'is neither a file: nor a postgres: URL'],
    ['file:records.sqlite', 'does not name a file by its whole path'],
    ['file:/tmp/records.sqlite?mode=ro', 'does not name a file by its whole path'],
    ['file:/tmp/', 'does not name a file by its whole path'],
    ['file://elsewhere/records.sqlite', 'does not name a file of this machine'],
  ])('is refused as %s', async (url, problem) => {
    const refusal = openRecords(url);
    await expect(refusal).rejects.toMatchObject({
      code: 'records_url_invalid',
      message: expect.stringContaining(problem),
    });
    expect(inspect(await refusal.catch((error: Error) => error))).not.toContain('invented-password');
  });
});

describe('a SQLite record', () => {
  it("is made with its directory, the owner's alone", async () => {
    const data = join(directory, 'a data directory');
    const records = await openRecords(`file:${join(data, 'records.sqlite')}`);
    await records.put(anOrder());
    const modes = readdirSync(data).map((name) => [name, statSync(join(data, name)).mode & 0o777]);
    await records.close();
    expect(modes).toEqual([
      ['records.sqlite', 0o600],
      ['records.sqlite-shm', 0o600],
      ['records.sqlite-wal', 0o600],
    ]);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['a directory', () => mkdirSync(join(directory, 'records.sqlite')), 'SQLITE_CANTOPEN'],
    [
      'another file',
      () => writeFileSync(join(directory, 'records.sqlite'), 'invented'.repeat(200)),
      'SQLITE_NOTADB',
    ],
  ])('is unavailable where %s lies', async (_, lay, reason) => {
    lay();
    await expect(openRecords(`file:${directory}/records.sqlite`)).rejects.toMatchObject({
      code: 'records_unavailable',
      reason,
    });
  });

  it('is unavailable where its directory cannot be made', async () => {
    writeFileSync(join(directory, 'file'), '');
    await expect(openRecords(`file:${directory}/file/records.sqlite`)).rejects.toMatchObject({
      code: 'records_unavailable',
      reason: 'EEXIST',
    });
  });

  it('waits for another writer without blocking this process', async () => {
    const file = join(directory, 'records.sqlite');
    const records = await openRecords(`file:${file}`);
    const other = new Database(file);
    other.exec('begin immediate');
    let written = false;
    const writing = records.put(anOrder()).then(() => {
      written = true;
    });
    // The reading is answered while the writing waits: WAL, and an event loop that goes on.
    expect(await records.find('booking-1042')).toBeNull();
    expect(written).toBe(false);
    other.exec('commit');
    await writing;
    // Seen by somebody else, not by the writer: only then was it committed.
    expect(other.prepare('select order_id from holdfast_ended_order').all([])).toEqual([
      { order_id: 'booking-1042' },
    ]);
    other.exec('begin immediate; commit');
    other.close();
    await records.close();
    const reopened = await openRecords(`file:${file}`);
    expect(await reopened.find('booking-1042')).toEqual(anOrder());
    await reopened.close();
  });

  // Only Linux tells which locks a file has.
  (existsSync('/proc/locks') ? it : it.skip)(
    'keeps its locks when the same process opens it once more',
    async () => {
      const file = join(directory, 'records.sqlite');
      const first = await openRecords(`file:${file}`);
      const locks = () =>
        readFileSync('/proc/locks', 'utf8')
          .split('\n')
          .filter((line) => line.includes(`:${statSync(file).ino} `));
      await first.put(anOrder());
      const held = locks().length;
      const second = await openRecords(`file:${file}`);
      await second.close();
      expect(held).toBeGreaterThan(0);
      expect(locks()).toHaveLength(held);
      await first.close();
    },
  );
});

describe('a PostgreSQL record', () => {
  it('is unavailable where nobody listens, and shows no password', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    const refusal = openRecords(`postgres://me:invented-password@127.0.0.1:${port}/db`);
    await expect(refusal).rejects.toMatchObject({ code: 'records_unavailable', reason: 'ECONNREFUSED' });
    expect(inspect(await refusal.catch((error: Error) => error))).not.toContain('invented-password');
  });

  it('is unavailable where the listener hangs up', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await expect(openRecords(`postgres://me@127.0.0.1:${port}/db`)).rejects.toMatchObject({
      code: 'records_unavailable',
    });
    await new Promise((resolve) => server.close(resolve));
  });
});
