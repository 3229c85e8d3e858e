/** `holdfast backup DIRECTORY` */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { makeBackup } from '../../backup/make-backup';
import { packageVersion } from '../../start/package-version';
import { withHelp } from '../help-text';
import { placesOf } from '../kept-here';
import { withProgress } from '../progress';
import { type CommandContext, print } from '../server-options';

/** Adds the command. */
export function addBackup(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('backup')
    .summary("copy the embedded engine's database and the record, while Holdfast runs")
    .description(
      "Copies what this machine keeps into a new directory, while Holdfast runs: the embedded engine's database and the record, each as it was at one moment, and the sandbox's where there is one. Nobody is held up by it.",
    )
    .argument('<directory>', 'a directory that is not there yet')
    .option('--with-keys', 'with the API keys that the first start has made')
    .option('--json', 'print {directory, begunAt, holdfast, parts} as JSON');
  withHelp(command, {
    notes: [
      'HOLDFAST_DATA_DIR and RECORDS_URL say what is copied, as for `holdfast start`. Encryption keys are never in it: without them it cannot be read.',
      'A cluster and PostgreSQL have backups of their own; docs/guides/data-life.md says which.',
    ],
    examples: [
      'holdfast backup /var/backups/holdfast-2026-11-21',
      'holdfast backup /var/backups/holdfast-2026-11-21 --json',
    ],
  });
  command.action(async (directory: string, options: { withKeys?: true; json?: true }) => {
    const target = resolve(terminal.cwd, directory);
    const places = placesOf(terminal);
    const { begunAt, holdfast, parts } = await withProgress(terminal, 'Backing up', () =>
      makeBackup({ ...places, target, withKeys: options.withKeys === true, version: packageVersion() }),
    );
    print({ terminal, options }, { directory: target, begunAt, holdfast, parts }, () => target);
    if (!options.json) {
      const names = Object.keys(parts).join(', ');
      terminal.err(`Backed up: ${names}. It is for you alone to read, as the originals are.`);
    }
    if (places.recordFile === null)
      terminal.err('The record is in PostgreSQL and is not in it: back that up beside it, and after it.');
  });
}
