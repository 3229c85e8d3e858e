/** `holdfast start` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import type { CommandContext } from '../server-options';

/** Adds the command. It takes no options: the settings are in the environment and in `.env`. */
export function addStart(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('start')
    .summary('run everything: engine, worker, HTTP server, and the sandbox unless a provider is set')
    .description(
      'Runs the engine, the worker and the HTTP server, and the sandbox unless FRONT_PAYMENT_BASE_URL is set, in this\n' +
        'terminal until Ctrl-C. Settings come from the environment and from .env; docs/reference/settings.md lists them.',
    );
  withHelp(command, {
    notes: [
      'One Ctrl-C (or SIGTERM) stops everything, calls to the provider under way included, and exits with 0; a second one ends it at once. However it ends, a SIGKILL included, orders go on at the next start.',
      'An engine that ends by itself is started again; meanwhile the API answers 503. If it cannot be started again within about a minute, the start ends with 1. Logs go to holdfast.log in the data directory; warnings and errors are shown too.',
    ],
    examples: ['holdfast start', 'PORT=9090 HOLDFAST_DATA_DIR=/var/lib/holdfast holdfast start'],
  });
  command.action(async () => {
    // Loaded when it is needed: the SDK's native library takes longer to load than the other commands to run.
    const { runStart } = await import('../../start/run-start.js');
    exit(await runStart(terminal));
  });
}
