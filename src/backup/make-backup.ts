/**
 * A backup of what this machine keeps: the embedded engine's database and the record, copied while Holdfast runs. The engine
 * first: an order is recorded before it ends, so that one that ends between the two copies is in both, and never in none.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BackupError } from './backup-error';
import { copyDatabase } from './copy-database';
import { MANIFEST, type Manifest, measure, type Part } from './manifest';

/** What to back up, and where to. */
export interface BackupOptions {
  dataDir: string;
  /** The record's SQLite file; null where the record is elsewhere. */
  recordFile: string | null;
  /** A directory that is not there yet. */
  target: string;
  /** With the API keys that the first start has made; whoever has the backup can then use them. */
  withKeys: boolean;
  /** The version of Holdfast. */
  version: string;
}

/** Databases are copied at one moment of theirs, other files as they lie. */
const ENGINE: readonly Part[] = ['temporal.sqlite', 'engine-version'];
const SANDBOX: readonly Part[] = ['sandbox.sqlite', 'sandbox-port.json'];

/** Makes it, or nothing: what it says is there, is there. @throws BackupError */
export async function makeBackup(options: BackupOptions): Promise<Manifest> {
  const { dataDir, recordFile, target, withKeys } = options;
  if (existsSync(target)) {
    throw new BackupError(
      'backup_target_exists',
      `${target} is there already, so no backup was made. Name a directory that is not there yet.`,
    );
  }
  const sources = new Map<Part, string>();
  const add = (part: Part, file = join(dataDir, part)) => existsSync(file) && sources.set(part, file);
  for (const part of ENGINE) add(part);
  if (recordFile !== null) add('records.sqlite', recordFile);
  // The provider may know more than the engine does, as in life, and never less.
  for (const part of SANDBOX) add(part);
  if (withKeys) add('api-keys.json');
  if (!sources.has('temporal.sqlite') && !sources.has('records.sqlite')) {
    throw new BackupError(
      'backup_nothing_here',
      `Neither an embedded engine nor a record in SQLite lies in ${dataDir}, so no backup was made. Set HOLDFAST_DATA_DIR to where Holdfast keeps its data; a cluster and PostgreSQL have backups of their own.`,
    );
  }
  const making = `${target}.making-${process.pid}`;
  mkdirSync(making, { recursive: true, mode: 0o700 });
  try {
    const manifest = await copyAll(sources, making, options.version);
    renameSync(making, target);
    return manifest;
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
}

async function copyAll(
  sources: ReadonlyMap<Part, string>,
  directory: string,
  version: string,
): Promise<Manifest> {
  const begunAt = new Date().toISOString();
  const parts: Manifest['parts'] = {};
  for (const [part, file] of sources) {
    const copy = join(directory, part);
    if (part.endsWith('.sqlite')) await copyDatabase(file, copy);
    else copyFileSync(file, copy);
    chmodSync(copy, 0o600);
    parts[part] = await measure(copy);
  }
  const manifest: Manifest = { format: 1, begunAt, holdfast: version, parts };
  const file = join(directory, basename(MANIFEST));
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return manifest;
}
