// The data directory as the engine uses it: made if absent, proved writable, and checked against the version
// that wrote the database last.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import semver from 'semver';
import { describeFault, EngineError } from './engine-error';

/** The files of the engine in a data directory, as absolute paths. */
export interface DataDirectory {
  path: string;
  databaseFile: string;
  logFile: string;
  configFile: string;
  dynamicConfigFile: string;
}

/**
 * Makes `dataDir` (readable by its owner only) and proves that files can be written there.
 * Throws EngineError `data_directory_not_writable`.
 */
export function openDataDirectory(dataDir: string): DataDirectory {
  const path = resolve(dataDir);
  try {
    makeDirectory(path);
    const probe = join(path, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (fault) {
    throw new EngineError(
      'data_directory_not_writable',
      `The data directory ${path} cannot be written to (${describeFault(fault)}), so the engine was not started. ` +
        'Give this user the right to write there, or set HOLDFAST_DATA_DIR to another directory.',
      { cause: fault },
    );
  }
  return {
    path,
    databaseFile: join(path, 'temporal.sqlite'),
    logFile: join(path, 'engine.log'),
    configFile: join(path, 'engine.yaml'),
    dynamicConfigFile: join(path, 'engine-dynamic.yaml'),
  };
}

/** Step by step: Node's own recursive way never ends below a directory that takes no children, such as /proc. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/**
 * Throws EngineError `engine_database_newer` when a server of a later minor version has written the database:
 * a server reads what its predecessors wrote, not what its successors did.
 */
export function refuseNewerDatabase(directory: DataDirectory, serverVersion: string): void {
  const last = lastVersion(directory);
  if (last && minorOf(last) > minorOf(serverVersion)) {
    throw new EngineError(
      'engine_database_newer',
      `The database ${directory.databaseFile} was last written by Temporal server ${last}; the one found here is ` +
        `${serverVersion} and would not read it safely, so it was not started. Install server ${last} or later ` +
        '(the Temporal CLI carries one), or set HOLDFAST_DATA_DIR to another directory.',
    );
  }
}

/** Notes which server version writes the database from now on. */
export function recordVersion(directory: DataDirectory, serverVersion: string): void {
  const file = versionFile(directory);
  writeFileSync(`${file}.new`, `${serverVersion}\n`);
  renameSync(`${file}.new`, file);
}

/** Notes where the server of this directory answers, for commands that look at the engine from beside it. */
export function recordAddress(directory: DataDirectory, address: string): void {
  writeFileSync(addressFile(directory.path), `${address}\n`);
}

/** Where the engine of a data directory answers, or did last; null where none ever ran. */
export function lastAddress(dataDir: string): string | null {
  try {
    return readFileSync(addressFile(dataDir), 'utf8').trim();
  } catch {
    return null;
  }
}

/** The last `count` lines of the engine's log; empty when there is none. */
export function lastLogLines(directory: DataDirectory, count = 12): string[] {
  try {
    return readFileSync(directory.logFile, 'utf8').trimEnd().split('\n').slice(-count);
  } catch {
    return [];
  }
}

function versionFile(directory: DataDirectory): string {
  return join(directory.path, 'engine-version');
}

function addressFile(dataDir: string): string {
  return join(dataDir, 'engine-address');
}

function lastVersion(directory: DataDirectory): string | null {
  try {
    return semver.valid(readFileSync(versionFile(directory), 'utf8').trim());
  } catch {
    return null;
  }
}

function minorOf(version: string): number {
  return semver.major(version) * 10_000 + semver.minor(version);
}
