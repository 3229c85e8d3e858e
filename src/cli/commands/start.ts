/** `holdfast start` */
import type { Command } from 'commander';
import type { CommandContext } from '../order-command';

/** Adds the command. It takes no options: the settings are in the environment and in `.env`. */
export function addStart(program: Command, { terminal, exit }: CommandContext): void {
  program
    .command('start')
    .summary('run everything: engine, worker, HTTP server, and the sandbox unless a provider is set')
    .description(
      'Runs the engine, the worker and the HTTP server, and the sandbox unless FRONT_PAYMENT_BASE_URL is set, in this\n' +
        'terminal until Ctrl-C. Settings come from the environment and from .env; docs/reference/settings.md lists them.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ holdfast start\n  $ PORT=9090 HOLDFAST_DATA_DIR=/var/lib/holdfast holdfast start',
    )
    .action(async () => {
      // Loaded when it is needed: the SDK's native library takes longer to load than the other commands to run.
      const { runStart } = await import('../../start/run-start.js');
      exit(await runStart(terminal));
    });
}
