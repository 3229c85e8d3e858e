/** Backups of a record that is being written to are of one moment; and nothing is ever overwritten, by a backup or a restore. */
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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyDatabase } from '../../src/backup/copy-database';
import { main } from '../../src/cli/main';
import { openRecords } from '../../src/records/records';
import { packageVersion } from '../../src/start/package-version';
import { fakeTerminal } from '../cli/fake-terminal';
import { anOrder } from '../records/an-order';
import { runSql } from '../records/run-sql';
import { leaveFigure } from '../support/figures';
import { runTypescript } from '../support/typescript-process';
import { until } from '../support/until';

const CHILD = join(__dirname, 'keep-writing-child.ts');
const COPIES = 3;

let directory = '';
let dataDir = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-backup-'));
  dataDir = join(directory, 'data');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const fileUrl = (name: string) => `file:${join(directory, name)}`;

async function aRecord(): Promise<void> {
  const records = await openRecords(`file:${join(dataDir, 'records.sqlite')}`);
  await records.put(anOrder());
  await records.close();
}

async function holdfast(args: string[], env: Record<string, string> = {}) {
  const terminal = fakeTerminal({ env: { HOLDFAST_DATA_DIR: dataDir, ...env }, cwd: directory });
  return { code: await main(args, terminal), stdout: terminal.stdout(), stderr: terminal.stderr() };
}

async function countIn(url: string): Promise<number> {
  const [row] = await runSql(url, 'select count(*) as count from holdfast_ended_order').catch(() => []);
  return Number(row?.['count'] ?? 0);
}

describe('a copy of a database', () => {
  it('is of one moment, however busily another process writes', async () => {
    const url = fileUrl('busy.sqlite');
    const stopFile = join(directory, 'stop');
    const writing = runTypescript(CHILD, [url, stopFile]);
    await until(
      'the first order is written',
      async () => existsSync(join(directory, 'busy.sqlite')) && (await countIn(url)) > 1,
    );
    const counts: number[] = [];
    for (let copy = 0; copy < COPIES; copy += 1) {
      await copyDatabase(join(directory, 'busy.sqlite'), join(directory, `copy-${copy}.sqlite`));
      const rows = await runSql(
        fileUrl(`copy-${copy}.sqlite`),
        'select order_id, body from holdfast_ended_order',
      );
      const numbers = rows.flatMap(({ order_id }) =>
        order_id === 'last' ? [] : [Number(`${order_id}`.slice(6))],
      );
      // Each order is written after the one before it, and `last` after each.
      expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index));
      const last = rows.find(({ order_id }) => order_id === 'last');
      expect([numbers.length - 1, numbers.length - 2]).toContain(Number(last?.['body']));
      counts.push(rows.length);
    }
    writeFileSync(stopFile, '');
    await writing;
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(await countIn(url)).toBeGreaterThanOrEqual(counts.at(-1) ?? 0);
    leaveFigure('copies taken of a record while it was written to, all of one moment', COPIES, 'copies');
  }, 60_000);

  it('leaves the original as it is when its copy has nowhere to go', async () => {
    await aRecord();
    const from = join(dataDir, 'records.sqlite');
    await expect(copyDatabase(from, join(directory, 'nowhere', 'copy.sqlite'))).rejects.toThrow('ENOENT');
    const records = await openRecords(`file:${from}`);
    expect(await records.find('booking-1042')).toEqual(anOrder());
    await records.close();
  });
});

describe('holdfast backup', () => {
  it("makes a directory that is its owner's alone, with the API keys only where they are asked for", async () => {
    await aRecord();
    writeFileSync(join(dataDir, 'api-keys.json'), '{}');
    expect(await holdfast(['backup', 'plain'])).toMatchObject({ code: 0, stdout: join(directory, 'plain') });
    expect(await holdfast(['backup', 'with', '--with-keys'])).toMatchObject({ code: 0 });
    expect(readdirSync(join(directory, 'plain')).sort()).toEqual(['backup.json', 'records.sqlite']);
    expect(readdirSync(join(directory, 'with')).sort()).toEqual([
      'api-keys.json',
      'backup.json',
      'records.sqlite',
    ]);
    const modes = readdirSync(join(directory, 'with')).map(
      (name) => statSync(join(directory, 'with', name)).mode & 0o777,
    );
    expect([statSync(join(directory, 'with')).mode & 0o777, ...modes]).toEqual([0o700, 0o600, 0o600, 0o600]);
  });

  it('tells a script what it holds, and nothing besides', async () => {
    await aRecord();
    const { code, stdout, stderr } = await holdfast(['backup', 'b', '--json']);
    const { directory: made, ...manifest } = JSON.parse(stdout);
    expect({ code, stderr, made }).toEqual({ code: 0, stderr: '', made: join(directory, 'b') });
    const { format, ...listed } = JSON.parse(readFileSync(join(made, 'backup.json'), 'utf8'));
    expect([format, manifest]).toEqual([1, listed]);
    expect(Object.keys(manifest.parts)).toEqual(['records.sqlite']);
  });

  it('says that a record in PostgreSQL is not in it', async () => {
    await aRecord();
    writeFileSync(join(dataDir, 'temporal.sqlite'), '');
    const { code, stderr } = await holdfast(['backup', 'b'], {
      RECORDS_URL: 'postgres://nobody@127.0.0.1:1/records',
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/record is in PostgreSQL and is not in it/);
    expect(existsSync(join(directory, 'b', 'records.sqlite'))).toBe(false);
  });

  it.each([
    ['over what is there', () => mkdirSync(join(directory, 'b')), 'is there already, so no backup was made'],
    [
      'of nothing',
      () => rmSync(dataDir, { recursive: true }),
      'Neither an embedded engine nor a record in SQLite lies in',
    ],
  ])('makes none %s', async (_, lay, said) => {
    await aRecord();
    lay();
    const { code, stderr } = await holdfast(['backup', 'b']);
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(readdirSync(directory).filter((name) => name.includes('making'))).toEqual([]);
  });
});

describe('holdfast restore', () => {
  beforeEach(async () => {
    await aRecord();
    await holdfast(['backup', 'b']);
  });

  it('puts back what was backed up', async () => {
    rmSync(dataDir, { recursive: true });
    expect(await holdfast(['restore', 'b'])).toMatchObject({ code: 0, stdout: dataDir });
    expect(readdirSync(dataDir)).toEqual(['records.sqlite']);
    const records = await openRecords(`file:${join(dataDir, 'records.sqlite')}`);
    expect(await records.find('booking-1042')).toEqual(anOrder());
    await records.close();
  });

  it('tells a script what was put back, and what was not', async () => {
    rmSync(dataDir, { recursive: true });
    const whole = await holdfast(['restore', 'b', '--json']);
    const { begunAt, ...told } = JSON.parse(whole.stdout);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(told).toEqual({ dataDir, holdfast: packageVersion(), restored: ['records.sqlite'] });
    expect(Date.parse(begunAt)).toBeLessThanOrEqual(Date.now());

    rmSync(dataDir, { recursive: true });
    const RECORDS_URL = 'postgres://nobody@127.0.0.1:1/records';
    const apart = await holdfast(['restore', 'b', '--json'], { RECORDS_URL });
    expect(JSON.parse(apart.stdout).restored).toEqual([]);
    expect(apart.stderr).toContain('The record in it was not restored');
  });

  it.each([
    [
      'into a directory that is not empty',
      () => undefined,
      'is not empty, so nothing was restored. If Holdfast runs on it, stop it',
    ],
    [
      'what is damaged',
      () => {
        rmSync(dataDir, { recursive: true });
        writeFileSync(join(directory, 'b', 'records.sqlite'), 'other bytes');
      },
      "is not what the backup's own list says",
    ],
    [
      'what is incomplete',
      () => {
        rmSync(dataDir, { recursive: true });
        rmSync(join(directory, 'b', 'records.sqlite'));
      },
      "is not what the backup's own list says",
    ],
    [
      'what is no backup',
      () => {
        rmSync(dataDir, { recursive: true });
        rmSync(join(directory, 'b', 'backup.json'));
      },
      'holds no backup.json that this version of Holdfast can read',
    ],
  ])('restores nothing %s', async (_, lay, said) => {
    lay();
    const before = existsSync(dataDir) ? readdirSync(dataDir) : [];
    const { code, stderr } = await holdfast(['restore', 'b']);
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(existsSync(dataDir) ? readdirSync(dataDir) : []).toEqual(before);
  });

  it('restores nothing over a record elsewhere', async () => {
    const RECORDS_URL = `file:${join(directory, 'elsewhere', 'records.sqlite')}`;
    await (await openRecords(RECORDS_URL)).close();
    rmSync(dataDir, { recursive: true });
    const { code, stderr } = await holdfast(['restore', 'b'], { RECORDS_URL });
    expect([code, stderr]).toEqual([1, expect.stringContaining('is there already, so nothing was restored')]);
    expect(existsSync(dataDir)).toBe(false);
  });
});
