/** The pinned Temporal server, with the schema set up by the pinned tool and the very files that docker-compose.yml mounts. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { buildServer } from '../../src/engine/build-server';
import {
  builtServerPath,
  defaultCacheDir,
  packageRoot,
  readPinnedServer,
} from '../../src/engine/pinned-server';
import { buildGoTool } from '../support/go-tool';
import { until } from '../support/until';
import { PASSWORDS } from './databases';
import { type KeptProcess, keepProcess } from './kept-process';

const run = promisify(execFile);
const FILES = join(packageRoot(), 'deploy', 'temporal');
const CONNECT_MS = 2_000;
const PATIENCE = { patienceMs: 120_000, pollMs: 200 };

/** Both programs, built where they are not there yet. */
export async function buildTemporal(): Promise<{ server: string; schemaTool: string }> {
  const schemaTool = await buildGoTool({
    folder: 'engine',
    mainPackage: 'go.temporal.io/server/cmd/tools/sql',
    name: 'temporal-sql-tool',
  });
  const { version, goVersion } = readPinnedServer();
  const server = builtServerPath(defaultCacheDir(), version);
  if (existsSync(server)) return { server, schemaTool };
  const onProgress = (line: string) => process.stderr.write(`${line}\n`);
  const built = await buildServer({
    cacheDir: defaultCacheDir(),
    env: process.env,
    version,
    goVersion,
    onProgress,
  });
  if ('reason' in built) throw new Error(`The pinned Temporal server could not be built: ${built.reason}`);
  return { server: built.server.path, schemaTool };
}

/** Sets up the schema, by the script that compose runs before the server. */
export async function setUpSchema({ dir, schemaTool, postgresPort }: SchemaOptions): Promise<void> {
  const bin = join(dir, 'bin');
  mkdirSync(bin, { recursive: true });
  const link = join(bin, 'temporal-sql-tool');
  if (!existsSync(link)) symlinkSync(schemaTool, link);
  const env = {
    PATH: `${bin}:${process.env['PATH']}`,
    SQL_HOST: '127.0.0.1',
    SQL_PORT: String(postgresPort),
    SQL_PASSWORD: PASSWORDS.temporal,
  };
  await run('sh', [join(FILES, 'setup-schema.sh')], { env });
}

interface SchemaOptions {
  dir: string;
  schemaTool: string;
  postgresPort: number;
}

/** Runs the server on the databases; `ports` are eight free ones, the first the frontend's. */
export async function startTemporal(options: {
  dir: string;
  server: string;
  postgresPort: number;
  ports: readonly number[];
}): Promise<{ process: KeptProcess; address: string }> {
  const { dir, server, postgresPort, ports } = options;
  const address = `127.0.0.1:${ports[0]}`;
  const names = ['FRONTEND', 'MATCHING', 'HISTORY', 'WORKER'].flatMap((service) => [
    `${service}_GRPC_PORT`,
    `${service}_MEMBERSHIP_PORT`,
  ]);
  const kept = keepProcess({
    name: 'Temporal',
    command: server,
    args: ['start'],
    env: {
      TEMPORAL_SERVER_CONFIG_FILE_PATH: join(FILES, 'server.yaml'),
      DYNAMIC_CONFIG_FILE_PATH: join(FILES, 'dynamic-config.yaml'),
      TEMPORAL_ALLOW_NO_AUTH: 'true',
      LOG_LEVEL: 'warn',
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: String(postgresPort),
      POSTGRES_PASSWORD: PASSWORDS.temporal,
      ...Object.fromEntries(names.map((name, index) => [name, String(ports[index])])),
    },
    cwd: dir,
    logFile: join(dir, 'temporal.log'),
    answers: () => answers(address),
  });
  await until('the Temporal server answers', () => kept.isReady(), PATIENCE);
  return { process: kept, address };
}

async function answers(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_MS });
  try {
    // Its services find each other only some time after the frontend listens.
    await connection.withDeadline(Date.now() + CONNECT_MS, () =>
      connection.workflowService.listNamespaces({}),
    );
    return true;
  } finally {
    await connection.close();
  }
}
