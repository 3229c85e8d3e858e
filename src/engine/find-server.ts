// Finds the Temporal server to run, the cheapest source first: what an earlier start has kept, a `temporal`
// on PATH, the SDK's download of the CLI, a build with Go. Nothing is started here.

import { existsSync } from 'node:fs';
import which from 'which';
import { buildServer } from './build-server';
import { EngineError } from './engine-error';
import { fetchCli } from './fetch-cli';
import { builtServerPath, fetchedCliPath, readPinnedServer } from './pinned-server';
import { type EngineServer, inspectServer, type ServerSearch } from './server-version';

/** Where to look; all required, so that a test can point each source elsewhere. */
export interface FindServerOptions {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  onProgress(line: string): void;
}

interface Source {
  name: string;
  search(): Promise<ServerSearch>;
}

/**
 * The first usable server of at least the pinned version. May fetch or build one, which takes minutes and is
 * reported through `onProgress`. Throws EngineError `engine_not_found` naming each source and why it failed.
 */
export async function findServer(options: FindServerOptions): Promise<EngineServer> {
  const failures: string[] = [];
  for (const source of sourcesInOrder(options)) {
    const found = await source.search();
    if ('server' in found) return found.server;
    failures.push(`- ${source.name}: ${found.reason}`);
  }
  const { version, goVersion } = readPinnedServer();
  throw new EngineError(
    'engine_not_found',
    [
      `No Temporal server (${version} or later) could be found, fetched or built, so nothing was started.`,
      ...failures,
      'Do one of these and start again:',
      `- install the Temporal CLI with server ${version} or later: https://docs.temporal.io/cli`,
      `- install Go ${goVersion} or later (https://go.dev/dl) and leave the build, about four minutes, to Holdfast`,
      '- set TEMPORAL_ADDRESS to a Temporal server that is already running',
    ].join('\n'),
  );
}

function sourcesInOrder({ cacheDir, env, onProgress }: FindServerOptions): Source[] {
  const { version, goVersion } = readPinnedServer();
  return [
    {
      name: 'a server kept by an earlier start',
      search: () => inspectKept([builtServerPath(cacheDir, version), fetchedCliPath(cacheDir)], version),
    },
    { name: 'the command "temporal" on PATH', search: () => inspectOnPath(env, version) },
    {
      name: "the SDK's download of the Temporal CLI",
      search: () => fetchCli({ cacheDir, env, minimumVersion: version, onProgress }),
    },
    {
      name: `a build of server ${version} with Go`,
      search: () => buildServer({ cacheDir, env, version, goVersion, onProgress }),
    },
  ];
}

async function inspectKept(paths: string[], minimumVersion: string): Promise<ServerSearch> {
  const reasons: string[] = [];
  for (const path of paths.filter((each) => existsSync(each))) {
    const found = await inspectServer(path, minimumVersion);
    if ('server' in found) return found;
    reasons.push(found.reason);
  }
  return { reason: reasons.join('; ') || 'there is none yet' };
}

async function inspectOnPath(env: NodeJS.ProcessEnv, minimumVersion: string): Promise<ServerSearch> {
  const path = await which('temporal', { nothrow: true, path: env['PATH'] ?? '' });
  return path ? inspectServer(path, minimumVersion) : { reason: 'there is none' };
}
