/**
 * A PostgreSQL server for tests: its own data in a temporary directory, a free port on loopback, gone afterwards.
 * Needs the server's programs on this machine (Debian: `apt-get install postgresql`); without them the tests that
 * need it are skipped, and say so.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import getPort from 'get-port';
import { Client } from 'pg';
import which from 'which';

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 50;
const DEBIAN = '/usr/lib/postgresql';

/** A running server. */
export interface TestPostgres {
  /** Makes a new, empty database that sorts by language, as a server in the field does, and gives its URL. */
  freshDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** The directory of the server's programs, or null; said on stderr, so that skipped tests do not pass unnoticed. */
export function findPostgres(): string | null {
  const onPath = which.sync('initdb', { nothrow: true });
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const candidates = [
    ...(onPath === null ? [] : [dirname(realpathSync(onPath))]),
    ...debian.map((version) => join(DEBIAN, version, 'bin')),
  ];
  const found = candidates.find(
    (bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')),
  );
  if (found === undefined) {
    process.stderr.write(
      '\nSKIPPED: no PostgreSQL server programs on this machine; the record is tested on SQLite only.\n',
    );
  }
  return found ?? null;
}

/** Starts a server from the programs in `bin`; as the user postgres where this process is root, which initdb refuses. */
export async function startPostgres(bin: string): Promise<TestPostgres> {
  const user = unprivilegedUser();
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'));
  if (user !== null) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const as = { ...(user ?? {}), cwd: directory };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'holdfast', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...as, stdio: 'pipe', timeout: START_TIMEOUT_MS },
  );
  const port = await getPort({ host: '127.0.0.1' });
  const options = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${directory}`,
    'fsync=off',
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...options.flatMap((option) => ['-c', option])], {
    ...as,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  const url = (database: string) => `postgres://holdfast@127.0.0.1:${port}/${database}`;
  await ready(server, url('postgres'));
  let count = 0;
  return {
    async freshDatabase() {
      count += 1;
      await createDatabase(url('postgres'), `test_${count}`);
      return url(`test_${count}`);
    },
    async stop() {
      await stop(server);
      process.removeListener('exit', kill);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString()}`.slice(-2_000);
  });
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < giveUpAt && server.exitCode === null) {
    if (await answers(url)) return;
    await wait(POLL_MS);
  }
  server.kill('SIGQUIT');
  throw new Error(`The test's PostgreSQL did not start. Its last lines:\n${log}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const byLanguage = `create database ${name} template template0 locale_provider icu icu_locale 'en'`;
    // Servers before version 15, or built without ICU, sort by bytes here.
    await client.query(byLanguage).catch(() => client.query(`create database ${name} template template0`));
  } finally {
    await client.end();
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
