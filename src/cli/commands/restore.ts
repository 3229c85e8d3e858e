/** `holdfast restore DIRECTORY` */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../../backup/restore-backup';
import { withHelp } from '../help-text';
import { placesOf } from '../kept-here';
import { withProgress } from '../progress';
import type { CommandContext } from '../server-options';

/** Adds the command. */
export function addRestore(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('restore')
    .summary('put a backup into an empty data directory')
    .description(
      'Puts what `holdfast backup` has made into an empty data directory, for the next `holdfast start`. Nothing is overwritten. Orders then go on from the moment of the backup, and learn from Front Payment what has happened since.',
    )
    .argument('<directory>', 'the directory that `holdfast backup` has made');
  withHelp(command, {
    notes: [
      'HOLDFAST_DATA_DIR and RECORDS_URL say where it goes, as for `holdfast start`; the encryption keys must be those of the backup.',
      'Before the next start, read in docs/guides/data-life.md what is not in the backup: orders placed since, and refunds in part.',
    ],
    examples: ['HOLDFAST_DATA_DIR=/var/lib/holdfast holdfast restore /var/backups/holdfast-2026-11-21'],
  });
  command.action(async (directory: string) => {
    const places = placesOf(terminal);
    const source = resolve(terminal.cwd, directory);
    const manifest = await withProgress(terminal, 'Restoring', () => restoreBackup({ source, ...places }));
    terminal.out(places.dataDir);
    terminal.err(
      `Restored as of ${manifest.begunAt}: ${Object.keys(manifest.parts).join(', ')}. Orders go on from there at the next start; what has happened since, they learn from Front Payment.`,
    );
    if (places.recordFile === null && 'records.sqlite' in manifest.parts)
      terminal.err('The record in it was not restored: RECORDS_URL names PostgreSQL.');
  });
}
