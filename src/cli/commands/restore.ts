/** `holdfast restore DIRECTORY` */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../../backup/restore-backup';
import { withHelp } from '../help-text';
import { placesOf } from '../kept-here';
import { withProgress } from '../progress';
import { type CommandContext, print } from '../server-options';

/** Adds the command. */
export function addRestore(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('restore')
    .summary('put a backup into an empty data directory')
    .description(
      'Puts what `holdfast backup` has made into an empty data directory, for the next `holdfast start`. Nothing is overwritten. Orders then go on from the moment of the backup, and learn from Front Payment what has happened since.',
    )
    .argument('<directory>', 'the directory that `holdfast backup` has made')
    .option('--json', 'print {dataDir, begunAt, holdfast, restored} as JSON');
  withHelp(command, {
    notes: [
      'HOLDFAST_DATA_DIR and RECORDS_URL say where it goes, as for `holdfast start`; the encryption keys must be those of the backup.',
      'Before the next start, read in docs/guides/data-life.md what is not in the backup: orders placed since, and refunds in part.',
    ],
    examples: [
      'HOLDFAST_DATA_DIR=/var/lib/holdfast holdfast restore /var/backups/holdfast-2026-11-21',
      'holdfast restore /var/backups/holdfast-2026-11-21 --json',
    ],
  });
  command.action(async (directory: string, options: { json?: true }) => {
    const places = placesOf(terminal);
    const source = resolve(terminal.cwd, directory);
    const { begunAt, holdfast, parts } = await withProgress(terminal, 'Restoring', () =>
      restoreBackup({ source, ...places }),
    );
    const { dataDir, recordFile } = places;
    const restored = Object.keys(parts).filter((name) => name !== 'records.sqlite' || recordFile !== null);
    print({ terminal, options }, { dataDir, begunAt, holdfast, restored }, () => dataDir);
    if (!options.json)
      terminal.err(
        `Restored as of ${begunAt}: ${restored.join(', ') || 'nothing'}. Orders go on from there at the next start; what has happened since, they learn from Front Payment.`,
      );
    if (restored.length < Object.keys(parts).length)
      terminal.err('The record in it was not restored: RECORDS_URL names PostgreSQL.');
  });
}
