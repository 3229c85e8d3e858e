/** `holdfast server` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import type { CommandContext } from '../server-options';

/** Adds the command. It takes no options: the settings are in the environment and in `.env`. */
export function addServer(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('server')
    .summary('run the HTTP server alone: API, callbacks, dashboard')
    .description(
      'Runs the HTTP server alone, before a Temporal server that workers work for: as many of them as you like. Settings\n' +
        'come from the environment and from .env; TEMPORAL_ADDRESS, RECORDS_URL, FRONT_PAYMENT_BASE_URL and\n' +
        'HOLDFAST_API_KEYS must be set, for all servers and workers share them.',
    );
  withHelp(command, {
    notes: [
      'SIGTERM (or Ctrl-C) drains it within SHUTDOWN_GRACE: /readyz answers 503 at once, connections are not kept alive, streams end with a hint when to come back; after SHUTDOWN_DELAY nothing new is taken, and once the last answer is given it exits with 0. A second signal ends it at once, with 130.',
      'It keeps nothing on this machine, and logs to stdout, one JSON object per line.',
    ],
    examples: ['holdfast server', 'HOST=0.0.0.0 PORT=8080 holdfast server'],
  });
  command.action(async () => {
    // Loaded when it is needed, as with start; the SDK's worker is not needed at all.
    const [{ runRole }, { startServer }] = await Promise.all([
      import('../../start/run-role.js'),
      import('../../start/start-server.js'),
    ]);
    exit(await runRole(terminal, { role: 'server', start: startServer }));
  });
}
