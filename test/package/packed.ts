/** The package as somebody else gets it: packed, and installed into an empty project. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bin, dependencies, engines, version } from '../../package.json';
import { ROOT } from '../start/built';

/** Runs npm; its output is shown when it fails. Scripts of packages are not run: none of ours is needed to use it. */
export function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', [...args, '--ignore-scripts'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
}

/** A folder that is gone after `remove()`. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Packs what is built; gives the tarball's path and the names of what is in it. */
export function pack(into: string): { tarball: string; files: string[] } {
  const [packed] = JSON.parse(npm(ROOT, 'pack', '--json', '--pack-destination', into)) as [
    { filename: string; files: { path: string }[] },
  ];
  return { tarball: join(into, packed.filename), files: packed.files.map(({ path }) => path) };
}

interface Locked {
  dev?: boolean;
}

/**
 * Makes a project that has nothing but the tarball, and installs it. The lockfile is ours without what is for
 * development only: the same versions, from npm's cache where it has them, and a dependency that package.json does not
 * name is not there.
 */
export function installInto(project: string, tarball: string): void {
  copyFileSync(tarball, join(project, basename(tarball)));
  const resolved = `file:${basename(tarball)}`;
  const manifest = { name: 'a-shop', private: true, dependencies: { holdfast: resolved } };
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    lockfileVersion: number;
    packages: Record<string, Locked>;
  };
  const theirs = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev);
  const packages = {
    '': manifest,
    'node_modules/holdfast': { version, resolved, dependencies, bin, engines },
    ...Object.fromEntries(theirs),
  };
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  writeFileSync(join(project, 'package.json'), json(manifest));
  writeFileSync(
    join(project, 'package-lock.json'),
    json({ name: 'a-shop', lockfileVersion: lock.lockfileVersion, requires: true, packages }),
  );
  npm(project, 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error');
}
