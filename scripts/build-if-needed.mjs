// Runs `npm run build` when dist is missing or older than what it is made from; says nothing otherwise.
// `npm start` and `npm test` call it, so that a clone works also after `npm ci --ignore-scripts`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'src',
  'workflows',
  'activities',
  'scripts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
// Written last: a build that broke off half-way is no build.
const STAMP = join(ROOT, 'dist', '.built');
const LOCK = join(ROOT, 'node_modules', '.holdfast-build');
const LOCK_STALE_MS = 180_000;

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isCurrent() {
  return (
    existsSync(STAMP) &&
    statSync(STAMP).mtimeMs >= Math.max(...SOURCES.map((path) => newest(join(ROOT, path))))
  );
}

/** Two starts at once must not write into each other's dist. */
async function withLock(work) {
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const madeAtMs = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - madeAtMs > LOCK_STALE_MS) rmSync(LOCK, { recursive: true, force: true });
      else await delay(100);
    }
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function build() {
  if (isCurrent()) return;
  // Taken before the build: a source that changes meanwhile is newer than the stamp.
  const startedAt = new Date();
  process.stderr.write('Building Holdfast (some ten seconds; only when its sources have changed)\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('Holdfast could not be built. Run `npm ci` and try again.\n');
    process.exitCode = 1;
    return;
  }
  writeFileSync(STAMP, '');
  utimesSync(STAMP, startedAt, startedAt);
}

if (existsSync(join(ROOT, 'src')) && !isCurrent()) await withLock(build);
