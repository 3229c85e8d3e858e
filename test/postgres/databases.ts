/** PostgreSQL as docker-compose.yml runs it: its own data directory, passwords, the databases that deploy/postgres makes. */
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { parse } from 'yaml';
import { packageRoot } from '../../src/engine/pinned-server';
import { until } from '../support/until';
import { type KeptProcess, keepProcess } from './kept-process';

/** Invented, and of no use to anybody once the test is over. */
export const PASSWORDS = {
  postgres: 'superuser-of-a-test',
  temporal: 'engine-of-a-test',
  holdfast: 'record-of-a-test',
};

const run = promisify(execFile);
const PATIENCE = { patienceMs: 60_000, pollMs: 100 };

/** A server with the three databases in it. */
export interface Databases {
  process: KeptProcess;
  port: number;
  /** The record's URL, as RECORDS_URL takes it. */
  recordsUrl: string;
}

/** Makes it from the programs in `bin`, below `dir`. */
export async function startDatabases(options: {
  bin: string;
  dir: string;
  port: number;
}): Promise<Databases> {
  const { bin, port } = options;
  const user = unprivilegedUser();
  const dir = join(options.dir, 'postgres');
  mkdirSync(dir);
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, PASSWORDS.postgres, { mode: 0o600 });
  for (const path of [dir, passwordFile]) if (user !== null) chownSync(path, user.uid, user.gid);
  const data = join(dir, 'data');
  execFileSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordFile,
      '-E',
      'UTF8',
      '--no-locale',
    ],
    { ...(user ?? {}), cwd: dir, stdio: 'pipe' },
  );
  const kept = keepProcess({
    name: 'PostgreSQL',
    command: join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), '-k', dir, '-h', '127.0.0.1', ...argumentsOfCompose()],
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' },
    cwd: dir,
    user,
    logFile: join(options.dir, 'postgres.log'),
    // "Fast": it does not wait for those who are connected.
    stopSignal: 'SIGINT',
    answers: () => answers(`postgres://postgres:${PASSWORDS.postgres}@127.0.0.1:${port}/postgres`),
  });
  await until('PostgreSQL answers', () => kept.isReady(), PATIENCE);
  await createDatabases({ bin, port });
  return {
    process: kept,
    port,
    recordsUrl: `postgres://holdfast:${PASSWORDS.holdfast}@127.0.0.1:${port}/holdfast`,
  };
}

/** The script that the image runs once, run by hand, as docs/deploy.md says for a PostgreSQL of one's own. */
async function createDatabases({ bin, port }: { bin: string; port: number }): Promise<void> {
  const script = join(packageRoot(), 'deploy', 'postgres', 'create-databases.sh');
  const env = {
    PATH: `${bin}:${process.env['PATH']}`,
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGPASSWORD: PASSWORDS.postgres,
    TEMPORAL_DB_PASSWORD: PASSWORDS.temporal,
    HOLDFAST_DB_PASSWORD: PASSWORDS.holdfast,
  };
  await run('sh', [script], { env });
}

/** What compose gives the server beside its defaults. */
function argumentsOfCompose(): string[] {
  const file = readFileSync(join(packageRoot(), 'docker-compose.yml'), 'utf8');
  const compose = parse(file) as { services: { postgres: { command: string[] } } };
  const [program, ...args] = compose.services.postgres.command;
  if (program !== 'postgres')
    throw new Error('docker-compose.yml runs another program in place of postgres.');
  return args;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
  return true;
}

function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
