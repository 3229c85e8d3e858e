/** `holdfast replay` */
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadEnvFile } from '../../config/load-env-file';
import { readSettings } from '../../config/read-settings';
import type { Settings } from '../../config/settings';
import type { ReplayReport } from '../../start/replay-cluster';
import { CliError } from '../cli-error';
import { readCount } from '../counts';
import { EXIT_CODES } from '../exit-codes';
import { withHelp } from '../help-text';
import type { CommandContext } from '../server-options';
import { listTable } from '../tables';
import { durationMsFrom } from '../time-text';

interface ReplayOptions {
  closedWithin?: number;
  limit: number;
  makeCurrent?: true;
  json?: true;
}

/** Runs that are replayed, unless told otherwise: minutes. */
const LIMIT = 20_000;

/** An hour: what closed before that is not touched by a rollout. */
const CLOSED_WITHIN_MS = 3_600_000;

/** How often a person is told how far it is. */
const PROGRESS_STEP = 500;

/** Adds the command. */
export function addReplay(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('replay')
    .summary('replay what lives on a cluster against this build, before it is rolled out')
    .description(
      'Replays the histories of all open workflows, and of those that closed a short while ago, against the workflows of this\n' +
        'build. Exits with 1 and names them when one does not replay: under this build it would stand still. Then this build\n' +
        'must not be rolled out.',
    )
    .requiredOption('--against-cluster', 'replay what lives at the Temporal server that TEMPORAL_* name')
    .option(
      '--closed-within <duration>',
      'how long ago a workflow may have closed (default: PT1H)',
      durationMsFrom(0, 'such as PT1H or P1D'),
    )
    .option('--limit <runs>', 'at most so many, open ones first', readCount, LIMIT)
    .option(
      '--make-current',
      'when all replay: make the version WORKER_BUILD_ID of WORKER_DEPLOYMENT the current one',
    )
    .option('--json', 'print the report as JSON');
  withHelp(command, {
    notes: [
      'It changes nothing on the cluster, --make-current apart. Settings are those of a worker: TEMPORAL_*, TASK_QUEUE, HOLDFAST_ENCRYPTION_KEYS.',
      'What is beyond the limit was not looked at: with --make-current that refuses the rollout too.',
    ],
    examples: [
      'holdfast replay --against-cluster',
      'WORKER_BUILD_ID=2026-11-21 holdfast replay --against-cluster --make-current',
    ],
  });
  command.action(async (options: ReplayOptions) => {
    const settings = readSettings(loadEnvFile(join(terminal.cwd, '.env'), terminal.env));
    const version = options.makeCurrent ? versionIn(settings) : null;
    // Loaded when it is needed, as with the other commands that speak to the engine.
    const { makeCurrent, replayAgainstCluster } = await import('../../start/rollout.js');
    const report = await replayAgainstCluster(settings, {
      closedWithinMs: options.closedWithin ?? CLOSED_WITHIN_MS,
      limit: options.limit,
      onProgress: (replayed) => {
        if (replayed % PROGRESS_STEP === 0) terminal.err(`${replayed} replayed …`);
      },
    });
    terminal.out(options.json ? JSON.stringify(report, null, 2) : wordsOf(report));
    const refuses = report.failed.length > 0 || (version !== null && report.leftOut > 0);
    if (refuses && version !== null) terminal.err(notMadeCurrent(version, report));
    if (!refuses && version !== null) {
      await makeCurrent(settings, version);
      terminal.err(`Version ${version.buildId} of deployment ${version.deploymentName} is the current one.`);
    }
    exit(refuses ? EXIT_CODES.failed.code : EXIT_CODES.done.code);
  });
}

function versionIn({ version }: Settings): NonNullable<Settings['version']> {
  if (version !== null) return version;
  throw new CliError(
    'usage',
    'WORKER_BUILD_ID is not set, so there is no version to make current. Nothing was done. Set what the workers of this build have set.',
  );
}

function wordsOf({ replayed, leftOut, failed }: ReplayReport): string {
  const head = `${replayed} runs were replayed; ${replayed - failed.length} of them this build carries on.`;
  const tail = leftOut > 0 ? `\n${leftOut} more were not looked at: raise --limit.` : '';
  if (failed.length === 0) return head + tail;
  const rows = failed.map(({ workflowId, runId, message }) => [workflowId, runId, message]);
  const table = listTable(['workflow', 'run', 'why not'], rows);
  return `${head}${tail}\n${table}\nThese would stand still under this build. Do not roll it out: keep their old code under a rule or a patch.`;
}

function notMadeCurrent({ buildId }: NonNullable<Settings['version']>, { leftOut }: ReplayReport): string {
  const why = leftOut > 0 ? 'not everything was looked at' : 'not everything replays';
  return `Version ${buildId} was not made current, for ${why}.`;
}
