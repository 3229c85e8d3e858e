// The command line and the configuration files of both kinds of server. Everything listens on loopback, on ports
// that were free a moment ago. The settings and the reason for each stand here and nowhere else.

import { renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stringify } from 'yaml';
import type { DataDirectory } from './data-directory';
import type { EngineServer } from './server-version';
import { temporaryPathFor } from './temporary-file';

/** The ports one server takes. The CLI uses `frontend` and `ui` and finds the others itself. */
export interface EnginePorts {
  frontend: number;
  ui: number;
  /** Seven more for the bare server: gRPC of three services, and membership of four. */
  inner: number[];
}

/** How many inner ports the bare server needs. */
export const INNER_PORTS = 7;

const HOST = '127.0.0.1';

// What differs from the server's own defaults.
const SETTINGS: Record<string, string | number | boolean> = {
  // Moves one workflow's clock (src/engine/test-clock.ts); off, the server refuses it.
  'frontend.WorkflowTimeSkippingEnabled': true,
  // A timer may fire this much late, and looks at the queue this often a second. The defaults, 1 s and 20, are
  // for clusters; with them sixty skipped timers in a row take a minute, with these two seconds.
  'history.timerProcessorMaxTimeShift': '10ms',
  'history.timerProcessorMaxPollRPS': 1_000,
  // One partition per task queue: with the default of four each has a quarter of the provider's budget and an order
  // of its own, so more urgent calls wait in one while less urgent ones go out of another, and each may send a burst.
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  // Lists and counts a second. The default, 10, is for namespaces of a large cluster; here the searches for lost submits,
  // the sweep, the dashboard and the change feed share them.
  'frontend.namespaceRPS.visibility': 1_000,
  // A run is deleted only once the queues have noted that it has ended. By default they do so every 30 s, and whoever
  // forgets an order that has just ended would wait for that.
  'history.transferProcessorUpdateAckInterval': '1s',
  'history.visibilityProcessorUpdateAckInterval': '1s',
  // Orders a backlog by priority. The default in 1.32, said here for the CLI's older server.
  'matching.useNewMatcher': true,
};

// Until the namespace is prepared: how soon every service knows it and its search attributes. The default is 2 s, and a
// fresh data directory's first start would wait for that; to go on so would be a quarter of what an idle engine does.
const WHILE_PREPARING = { 'system.namespaceCacheRefreshInterval': '200ms' };

// How soon the server sees that its settings have changed.
const SETTINGS_POLL = '5s';

// How the server opens its SQLite file.
const PRAGMAS: Record<string, string> = {
  journal_mode: 'wal',
  // FULL: what was acknowledged survives a loss of power.
  synchronous: '2',
  // What is deleted is overwritten with zeros: a forgotten order's history must not stay in free pages.
  secure_delete: '1',
};

/** Writes what the server reads, and returns the command that starts it. */
export function prepareCommand(
  server: EngineServer,
  directory: DataDirectory,
  ports: EnginePorts,
): { command: string; args: string[] } {
  if (server.kind === 'cli') return { command: server.path, args: cliArguments(directory, ports) };
  writeSettings(directory, { ...SETTINGS, ...WHILE_PREPARING });
  writeFileSync(directory.configFile, stringify(serverConfig(directory, ports)), { mode: 0o600 });
  return { command: server.path, args: ['--config-file', directory.configFile, '--allow-no-auth', 'start'] };
}

/** Tells a bare server that its namespace is prepared; the CLI takes settings at its start only. */
export function settle(server: EngineServer, directory: DataDirectory): void {
  if (server.kind !== 'cli') writeSettings(directory, SETTINGS);
}

/** Put in place whole: half a file would be read as settings, too. */
function writeSettings({ dynamicConfigFile }: DataDirectory, settings: typeof SETTINGS): void {
  const written = temporaryPathFor(dynamicConfigFile);
  writeFileSync(written, stringify(dynamicConfig(settings)), { mode: 0o600 });
  renameSync(written, dynamicConfigFile);
}

function cliArguments(directory: DataDirectory, ports: EnginePorts): string[] {
  return [
    ...['server', 'start-dev', '--ip', HOST, '--ui-ip', HOST],
    ...['--port', String(ports.frontend), '--ui-port', String(ports.ui)],
    // By its name alone: the keeper starts servers inside the data directory, and a URI would misread some paths.
    ...['--db-filename', basename(directory.databaseFile)],
    ...Object.entries(PRAGMAS).flatMap(([name, value]) => ['--sqlite-pragma', `${name}=${value}`]),
    ...Object.entries({ ...SETTINGS, ...WHILE_PREPARING }).flatMap(([name, value]) => [
      '--dynamic-config-value',
      `${name}=${JSON.stringify(value)}`,
    ]),
    ...['--log-level', 'warn'],
  ];
}

/** The file's shape: each setting is a list of values, of which the first that applies counts. */
function dynamicConfig(settings: typeof SETTINGS) {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, [{ value }]]));
}

function serverConfig(directory: DataDirectory, ports: EnginePorts) {
  const [matching, history, worker, ...membership] = ports.inner;
  const rpc = (grpcPort: number | undefined, index: number) => ({
    rpc: { grpcPort, membershipPort: membership[index], bindOnLocalHost: true },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'file',
      visibilityStore: 'file',
      // As many as the CLI uses: the number is fixed when the database is made, and either kind may open it.
      numHistoryShards: 1,
      datastores: { file: { sql: sqliteStore(directory) } },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: HOST } },
    services: {
      frontend: rpc(ports.frontend, 0),
      matching: rpc(matching, 1),
      history: rpc(history, 2),
      worker: rpc(worker, 3),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `${HOST}:${ports.frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: directory.dynamicConfigFile, pollInterval: SETTINGS_POLL },
  };
}

function sqliteStore(directory: DataDirectory) {
  return {
    pluginName: 'sqlite',
    databaseName: asUriPath(directory.databaseFile),
    connectAddr: 'localhost',
    connectProtocol: 'tcp',
    connectAttributes: { cache: 'private', setup: 'true', mode: 'rwc', ...PRAGMAS },
    // One connection: measured at 20 lifecycles a second, where four gave 8 and "database is locked".
    maxConns: 1,
    maxIdleConns: 1,
    maxConnLifetime: '1h',
  };
}

/** The server puts the file's name into a URI as it stands, so what a URI gives a meaning is escaped. */
function asUriPath(file: string): string {
  return file.replace(/[%?#]/g, encodeURIComponent);
}
