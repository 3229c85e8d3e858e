/**
 * A backup put where a start finds it: into an empty data directory, and never over anything. Every file is compared with
 * the backup's own list before the first one lies there.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BackupError } from './backup-error';
import { type Manifest, type Part, readBackup } from './manifest';

/** Which backup, and where it goes. */
export interface RestoreOptions {
  source: string;
  dataDir: string;
  /** Where the record's SQLite file belongs; null where the record is elsewhere, and then it is not restored. */
  recordFile: string | null;
}

/** Restores all of it, or nothing. @throws BackupError */
export async function restoreBackup({ source, dataDir, recordFile }: RestoreOptions): Promise<Manifest> {
  refuseToOverwrite(dataDir, recordFile);
  const manifest = await readBackup(source);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const staging = join(dataDir, `.restoring-${process.pid}`);
  mkdirSync(staging, { mode: 0o700 });
  try {
    const moves = Object.keys(manifest.parts).flatMap((name): [string, string][] => {
      const part = name as Part;
      if (part === 'records.sqlite' && recordFile === null) return [];
      const to = part === 'records.sqlite' && recordFile !== null ? recordFile : join(dataDir, part);
      return [[copyInto(staging, source, part), to]];
    });
    // A start that began meanwhile has taken the directory.
    refuseToOverwrite(dataDir, recordFile, staging);
    for (const [from, to] of moves) move(from, to);
    return manifest;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function refuseToOverwrite(dataDir: string, recordFile: string | null, staging?: string): void {
  const there = existsSync(dataDir)
    ? readdirSync(dataDir).filter((name) => join(dataDir, name) !== staging)
    : [];
  if (there.length > 0) {
    throw new BackupError(
      'restore_directory_not_empty',
      `The data directory ${dataDir} is not empty, so nothing was restored. If Holdfast runs on it, stop it. Then set HOLDFAST_DATA_DIR to a new directory, or move what is there away.`,
    );
  }
  if (recordFile !== null && existsSync(recordFile)) {
    throw new BackupError(
      'restore_record_exists',
      `The record ${recordFile} is there already, so nothing was restored. Set RECORDS_URL to a new file, or move it away.`,
    );
  }
}

function copyInto(staging: string, source: string, part: Part): string {
  const copy = join(staging, part);
  copyFileSync(join(source, part), copy);
  chmodSync(copy, 0o600);
  return copy;
}

/** The record may lie on another file system. */
function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(from, to);
    chmodSync(to, 0o600);
  }
}
