// Names for files that are still being made. The maker's pid is in the name, so that a later start can tell
// what a broken-off one has left behind from what another is making just now.

import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PATTERN = /\.making-(\d+)-[0-9a-f]+$/;

/** A path beside `finalPath` (same file system, so a rename is atomic) that no other process will choose. */
export function temporaryPathFor(finalPath: string): string {
  return `${finalPath}.making-${process.pid}-${randomBytes(6).toString('hex')}`;
}

/** Removes what makers of `finalPath` that no longer live have left. */
export function removeAbandoned(finalPath: string): void {
  const folder = dirname(finalPath);
  for (const name of readdirSync(folder)) {
    const maker = name.startsWith(basename(finalPath)) ? PATTERN.exec(name)?.[1] : undefined;
    if (maker && !isAlive(Number(maker))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}
