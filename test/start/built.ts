/** Makes sure that what runs as a process of its own is what the sources say. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** The command as a user has it. */
export const BIN = join(ROOT, 'bin/holdfast.js');

/** Builds when a source has changed; takes some ten seconds then, and a tenth otherwise. */
export function ensureBuilt(): void {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build-if-needed.mjs')], { stdio: 'inherit' });
}
