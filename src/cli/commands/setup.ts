/** `holdfast setup` */
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadEnvFile } from '../../config/load-env-file';
import { readTemporalSettings } from '../../config/read-temporal-settings';
import type { ClusterReport } from '../../start/setup-cluster';
import { withHelp } from '../help-text';
import { withProgress } from '../progress';
import { type CommandContext, print } from '../server-options';
import { durationMsFrom, spanText } from '../time-text';

const DAY_MS = 86_400_000;

interface SetupOptions {
  /** In ms. */
  retention?: number;
  json?: true;
}

/** Adds the command. */
export function addSetup(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('setup')
    .summary('make a Temporal server ready: namespace, retention, search attributes')
    .description(
      'Registers the namespace and the search attributes of orders at the Temporal server that TEMPORAL_* name, where they are\n' +
        'missing, and waits until orders can be started and found there. Needed once for a server of your own, and after an\n' +
        'upgrade; harmless when repeated.',
    )
    .option(
      '--retention <duration>',
      'how long the engine keeps what has ended, from P1D on (default: P7D for a new namespace; one that exists keeps its own)',
      // The engine refuses less than a day.
      durationMsFrom(DAY_MS, 'of a day at least, such as P7D or P30D'),
    )
    .option('--json', 'print what was done as JSON');
  withHelp(command, {
    notes: [
      'The record keeps orders for ever, whatever the retention is: it is for looking at histories, and for replaying them before an upgrade.',
      'Temporal Cloud lets nobody register these through its API: where the server refuses, the message says which commands of its own tools do it, and a second run shows that all is there.',
      'Settings come from the environment and from .env; only those named TEMPORAL_* are read.',
    ],
    examples: ['TEMPORAL_ADDRESS=127.0.0.1:7233 holdfast setup', 'holdfast setup --retention P30D'],
  });
  command.action(async (options: SetupOptions) => {
    const env = loadEnvFile(join(terminal.cwd, '.env'), terminal.env);
    // Loaded when it is needed, as with the other commands that speak to the engine.
    const { setUpCluster } = await import('../../start/setup-cluster.js');
    const cluster = readTemporalSettings(env);
    const report = await withProgress(terminal, 'Preparing the namespace', () =>
      setUpCluster({
        cluster,
        retentionDays: options.retention === undefined ? null : options.retention / DAY_MS,
      }),
    );
    print({ terminal, options }, report, () => wordsOf(report));
  });
}

function wordsOf(report: ClusterReport): string {
  const { namespace, address, registered, addedAttributes, searchAttributes } = report;
  const found = searchAttributes.length - addedAttributes.length;
  const added = addedAttributes.length > 0 ? `added ${addedAttributes.join(', ')}` : 'nothing to add';
  return [
    `Namespace "${namespace}" at ${address}: ${registered ? 'registered' : 'was there'}.`,
    `Retention: ${retentionWords(report)}.`,
    `Search attributes: ${added}; ${found} of ${searchAttributes.length} were there.`,
    'Orders can be started and found.',
  ].join('\n');
}

function retentionWords({ retentionDays, earlierRetentionDays }: ClusterReport): string {
  const kept = `what has ended is kept for ${daysText(retentionDays)}`;
  return earlierRetentionDays === null ? kept : `${kept}, until now ${daysText(earlierRetentionDays)}`;
}

function daysText(days: number): string {
  return spanText(days * DAY_MS);
}
