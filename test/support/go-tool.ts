/**
 * Programs of others that tests need and that are written in Go: pinned by a go.mod and go.sum of ours, built once per pin
 * and kept in the user's cache directory beside the engine.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import semver from 'semver';
import which from 'which';
import { defaultCacheDir, packageRoot, readPinnedServer } from '../../src/engine/pinned-server';
import { removeAbandoned, temporaryPathFor } from '../../src/engine/temporary-file';

/** A program: the folder of its go.mod within the repository, its main package, and the name it is kept by. */
export interface GoTool {
  folder: string;
  mainPackage: string;
  name: string;
  /** Build tags that leave out what is not needed; none unless given. */
  tags?: readonly string[];
}

/** Long enough for a build without any cache on a slow machine; for the `beforeAll` that awaits one. */
export const BUILD_TIMEOUT_MS = 900_000;

const run = promisify(execFile);
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Whether this machine has a Go that can build them; said on stderr when not, so that skipped tests do not pass unnoticed. */
export function hasGo(whatIsSkipped: string): boolean {
  const { goVersion } = readPinnedServer();
  const path = which.sync('go', { nothrow: true });
  // Outside of any module, so that asking does not already fetch another toolchain.
  const spoken =
    path === null
      ? ''
      : execFileSync(path, ['env', 'GOVERSION', 'GOTOOLCHAIN'], { cwd: tmpdir(), encoding: 'utf8' });
  const [version = '', toolchain = ''] = spoken.split('\n');
  const found = semver.coerce(version);
  if (found !== null && (semver.gte(found, goVersion) || toolchain.trim() !== 'local')) return true;
  process.stderr.write(`\nSKIPPED: no Go ${goVersion} on this machine; ${whatIsSkipped}\n`);
  return false;
}

/** The path of the built program; builds it where this pin has not been built yet. Rejects with the compiler's words. */
export async function buildGoTool({ folder, mainPackage, name, tags = [] }: GoTool): Promise<string> {
  const source = join(packageRoot(), folder);
  const target = join(
    defaultCacheDir(),
    'tools',
    `${name}-${pinOf(source)}-${process.platform}-${process.arch}`,
  );
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  removeAbandoned(target);
  const made = temporaryPathFor(target);
  const startedAtMs = Date.now();
  process.stderr.write(`Building ${name} with Go; this happens once.\n`);
  try {
    await run(
      'go',
      [
        ...['build', '-mod=readonly', '-buildvcs=false', '-ldflags=-s -w'],
        ...[`-tags=${tags.join(',')}`, '-o', made, mainPackage],
      ],
      { cwd: source, env: goEnvironment(), maxBuffer: MOST_OUTPUT_BYTES, timeout: BUILD_TIMEOUT_MS },
    );
    // The later of two builders at once puts the same program in place again.
    renameSync(made, target);
  } finally {
    rmSync(made, { force: true });
  }
  process.stderr.write(`Built ${name} in ${Math.round((Date.now() - startedAtMs) / 1_000)} s.\n`);
  return target;
}

/** Where Go keeps the files of a module that a go.mod of ours pins; fetched, and held to its go.sum, where need be. */
export async function goModuleFolder({
  folder,
  module,
}: {
  folder: string;
  module: string;
}): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', module], {
    cwd: join(packageRoot(), folder),
    env: goEnvironment(),
    maxBuffer: MOST_OUTPUT_BYTES,
    timeout: BUILD_TIMEOUT_MS,
  });
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}

function pinOf(source: string): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(source, file)));
  return hash.digest('hex').slice(0, 12);
}

function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' };
}
