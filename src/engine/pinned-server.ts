// Where the engine's own files lie and which server version is pinned. The version is read from engine/go.mod,
// so that it is written in one place only; the same number is the least that a found `temporal` must carry.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';

/** The folder that holds our package.json; the same from `src` and from `dist`. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error(`No package.json above ${__dirname}: this installation of Holdfast is incomplete.`);
    }
    folder = parent;
  }
  return folder;
}

/** The folder with the go.mod and go.sum that pin the server. */
export function engineSourceFolder(): string {
  return join(packageRoot(), 'engine');
}

/** The pinned server's version and the Go version its build needs, as `major.minor.patch`. */
export interface PinnedServer {
  version: string;
  goVersion: string;
}

/** Reads the pin from engine/go.mod; throws when the file does not name both versions. */
export function readPinnedServer(): PinnedServer {
  const file = join(engineSourceFolder(), 'go.mod');
  const text = readFileSync(file, 'utf8');
  const version = /^\s*go\.temporal\.io\/server v(\S+)/m.exec(text)?.[1];
  const goVersion = /^go (\S+)/m.exec(text)?.[1];
  if (!version || !goVersion) {
    throw new Error(`${file} does not name the server's and Go's version: this installation is incomplete.`);
  }
  return { version, goVersion };
}

/** Where servers that were built or fetched are kept for later starts: the user's cache directory. */
export function defaultCacheDir(): string {
  return envPaths('holdfast', { suffix: '' }).cache;
}

const executableSuffix = process.platform === 'win32' ? '.exe' : '';
const platform = `${process.platform}-${process.arch}`;

/** The path at which a finished build of that server version is kept. */
export function builtServerPath(cacheDir: string, version: string): string {
  return join(cacheDir, 'engine', `temporal-server-${version}-${platform}${executableSuffix}`);
}

/** The path at which a fetched Temporal CLI is kept. */
export function fetchedCliPath(cacheDir: string): string {
  return join(cacheDir, 'engine', `temporal-cli-${platform}${executableSuffix}`);
}
