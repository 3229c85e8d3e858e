/**
 * A SQLite file copied as it is at one moment, while others write to it and are not held up: byte by byte, with the log
 * before it (WAL), under a reader's lock. (VACUUM INTO would be shorter, but the engine's tables have generated columns that
 * our SQLite is too strict to write anew.)
 *
 * Why that is one moment. While the reader looks at moment M, nothing later than M is written home into the file. The log is
 * only added to, or else all of it was home already and it may be started afresh, once: its head tells, and then both are
 * copied again. File and log together are so the moment of the last whole commit in the copied log: M, or a later one.
 */
import { execFile } from 'node:child_process';
import { chmodSync, closeSync, existsSync, openSync, readSync } from 'node:fs';
import { promisify } from 'node:util';
import Database from 'libsql';

/** A reader waits for nobody but one who mends the log after a crash. */
const BUSY_MS = 5_000;

/** Started afresh at most once under one reader; a truncated log is one more. */
const TRIES = 4;

const LOG_HEAD_BYTES = 32;

/** Copies it and looks through the copy, which is for its owner alone. `to` must not exist. @throws the driver's error */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Database(from);
  try {
    source.exec(`pragma busy_timeout = ${BUSY_MS}`);
    // The select takes the snapshot; a bare begin takes nothing.
    source.exec('begin; select 1 from sqlite_master limit 1');
    await copyBoth(from, to);
  } finally {
    // Ends the reading too.
    source.close();
  }
  settle(to);
}

const logOf = (file: string) => `${file}-wal`;

/**
 * By a process of its own: closing a file drops every lock that a process has on it, and ours is what keeps an engine that
 * stops just then from cutting off its log. It prints the log's head as it was before the copying and after it.
 */
const COPY = `
  const { closeSync, copyFileSync, existsSync, openSync, readSync } = require('node:fs');
  const [from, to] = process.argv.slice(1);
  const log = (file) => file + '-wal';
  const head = () => {
    if (!existsSync(log(from))) return '';
    const file = openSync(log(from), 'r');
    const bytes = Buffer.alloc(${LOG_HEAD_BYTES});
    const count = readSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
    return bytes.subarray(0, count).toString('hex');
  };
  const before = head();
  copyFileSync(from, to);
  if (existsSync(log(from))) copyFileSync(log(from), log(to));
  process.stdout.write(JSON.stringify([before, head()]));
`;

async function copyBoth(from: string, to: string): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', COPY, from, to]);
    const [before, after] = JSON.parse(stdout) as [string, string];
    for (const file of [to, logOf(to)]) if (existsSync(file)) chmodSync(file, 0o600);
    if (before === after && headOf(logOf(to)) === before) return;
  }
  throw Object.assign(
    new Error('The log of a database was started afresh again and again, so it was not copied.'),
    {
      code: 'SQLITE_BUSY',
    },
  );
}

function headOf(log: string): string {
  if (!existsSync(log)) return '';
  const file = openSync(log, 'r');
  const bytes = Buffer.alloc(LOG_HEAD_BYTES);
  const count = readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  return bytes.subarray(0, count).toString('hex');
}

/** Takes the log into the copy, so that it is one file, and reads all of it. */
function settle(file: string): void {
  const copy = new Database(file);
  try {
    copy.exec('pragma journal_mode = delete');
    const [{ integrity_check: found }] = copy.prepare('pragma integrity_check').all([]) as [
      { integrity_check: string },
    ];
    if (found === 'ok') return;
    throw Object.assign(new Error('The copy of a database is damaged. Is the original?'), {
      code: 'SQLITE_CORRUPT',
    });
  } finally {
    copy.close();
  }
}
