// Fetches the Temporal CLI the way the SDK does for its tests. The SDK offers the download only together with
// a start of the server and creates its process-wide runtime for it, so this happens in a process of its own.

import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeFault } from './engine-error';
import { fetchedCliPath, packageRoot } from './pinned-server';
import { reportElapsed } from './report-elapsed';
import { inspectServer, type ServerSearch } from './server-version';
import { removeAbandoned, temporaryPathFor } from './temporary-file';

const run = promisify(execFile);
const TIMEOUT_MS = 5 * 60_000;

interface FetchOptions {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  minimumVersion: string;
  onProgress(line: string): void;
}

/**
 * Downloads the CLI (over 100 MB), checks its version and keeps it in the cache directory. No network, a CLI
 * that is too old, and five minutes without an end come back as the reason; never throws.
 */
export async function fetchCli(options: FetchOptions): Promise<ServerSearch> {
  const target = fetchedCliPath(options.cacheDir);
  const folder = temporaryPathFor(target);
  try {
    mkdirSync(folder, { recursive: true });
    removeAbandoned(target);
    options.onProgress('Fetching the Temporal CLI, as the Temporal SDK does. This happens once.');
    const script = join(packageRoot(), 'bin', 'engine-fetch-cli.js');
    const fetched = run(process.execPath, [script, folder], { env: options.env, timeout: TIMEOUT_MS });
    await reportElapsed(fetched, options.onProgress, (s) => `Still fetching the Temporal CLI: ${s} s`);
    return await keepIfUsable(folder, target, options.minimumVersion);
  } catch (fault) {
    return { reason: reasonOf(fault) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function keepIfUsable(folder: string, target: string, minimumVersion: string): Promise<ServerSearch> {
  const name = readdirSync(folder).find((each) => /^temporal/.test(each));
  if (!name) return { reason: 'the download left no file' };
  const file = join(folder, name);
  chmodSync(file, 0o755);
  accessSync(file, constants.X_OK);
  const inspected = await inspectServer(file, minimumVersion);
  if ('reason' in inspected) return inspected;
  renameSync(file, target);
  return { server: { ...inspected.server, path: target } };
}

function reasonOf(fault: unknown): string {
  const { killed, stderr } = fault as { killed?: boolean; stderr?: string };
  if (killed) return `it did not end within ${TIMEOUT_MS / 60_000} minutes`;
  return (stderr?.trim() || describeFault(fault)).split('\n')[0] ?? '';
}
