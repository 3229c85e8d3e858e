// Builds the pinned Temporal server with the Go toolchain, once per version. The binary is made under a
// temporary name and renamed when it has answered, so a broken-off build is never used and two builders
// at once do not disturb each other: the later rename puts the same binary in place again.

import { execFile, spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import semver from 'semver';
import which from 'which';
import { describeFault } from './engine-error';
import { builtServerPath, engineSourceFolder } from './pinned-server';
import { reportElapsed } from './report-elapsed';
import { inspectServer, type ServerSearch } from './server-version';
import { removeAbandoned, temporaryPathFor } from './temporary-file';

const run = promisify(execFile);
const FIRST_GO_THAT_FETCHES_OTHERS = '1.21.0';
const KEPT_OUTPUT_LINES = 8;

interface BuildOptions {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  version: string;
  goVersion: string;
  onProgress(line: string): void;
}

/**
 * Builds server `version` into the cache directory. A missing or too old Go, and a failed build, come back as
 * the reason; never throws. Takes about four minutes on two cores, reported every 15 s.
 */
export async function buildServer(options: BuildOptions): Promise<ServerSearch> {
  const go = await findGo(options.env, options.goVersion);
  if ('reason' in go) return go;
  const target = builtServerPath(options.cacheDir, options.version);
  try {
    mkdirSync(dirname(target), { recursive: true });
    removeAbandoned(target);
  } catch (fault) {
    return { reason: `the cache directory cannot be written to: ${describeFault(fault)}` };
  }
  options.onProgress(
    `Building the Temporal server ${options.version} with Go. This happens once and takes about four minutes.`,
  );
  const startedAtMs = Date.now();
  const made = temporaryPathFor(target);
  try {
    await compile(go.path, made, options);
    const inspected = await inspectServer(made, options.version);
    if ('reason' in inspected) return inspected;
    renameSync(made, target);
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    options.onProgress(`Built the Temporal server ${options.version} in ${seconds} s; kept at ${target}`);
    return { server: { ...inspected.server, path: target } };
  } catch (fault) {
    return { reason: `the build failed: ${describeFault(fault)}` };
  } finally {
    rmSync(made, { force: true });
  }
}

async function findGo(
  env: NodeJS.ProcessEnv,
  goVersion: string,
): Promise<{ path: string } | { reason: string }> {
  const path = await which('go', { nothrow: true, path: env['PATH'] ?? '' });
  if (!path) return { reason: 'there is no "go" on PATH' };
  try {
    // Outside of any module, so that asking does not already fetch another toolchain.
    const answer = await run(path, ['env', 'GOVERSION', 'GOTOOLCHAIN'], { env, cwd: tmpdir() });
    const [spoken = '', toolchain = ''] = answer.stdout.trim().split('\n');
    const found = semver.coerce(spoken);
    if (!found) return { reason: `${path} did not say its version` };
    const canFetchOthers = toolchain !== 'local' && semver.gte(found, FIRST_GO_THAT_FETCHES_OTHERS);
    if (semver.gte(found, goVersion) || canFetchOthers) return { path };
    return { reason: `${path} is Go ${found.version}, ${goVersion} or later is needed` };
  } catch (fault) {
    return { reason: `${path} does not run: ${describeFault(fault).split('\n')[0]}` };
  }
}

async function compile(go: string, output: string, options: BuildOptions): Promise<void> {
  const child = spawn(
    go,
    // Stripped of debug tables, which are a third of the file; -v names each package as it is compiled.
    [
      'build',
      '-mod=readonly',
      '-buildvcs=false',
      '-ldflags=-s -w',
      '-v',
      '-o',
      output,
      'go.temporal.io/server/cmd/server',
    ],
    {
      cwd: engineSourceFolder(),
      env: { ...options.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const lastLines: string[] = [];
  let packages = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    packages += 1;
    lastLines.push(line);
    if (lastLines.length > KEPT_OUTPUT_LINES) lastLines.shift();
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`go build ended with ${signal ?? code}:\n${lastLines.join('\n')}`));
    });
  });
  await reportElapsed(
    ended,
    options.onProgress,
    (seconds) => `Still building the Temporal server: ${seconds} s, ${packages} packages fetched or compiled`,
  );
}
