/** `holdfast worker` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import type { CommandContext } from '../server-options';

/** Adds the command. It takes no options: the settings are in the environment and in `.env`. */
export function addWorker(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('worker')
    .summary("run a worker alone: the workflows, the provider's calls, webhooks")
    .description(
      'Runs a worker alone, for a Temporal server: as many of them as you like. They share the work, and the call budget of\n' +
        'FRONT_PAYMENT_RATE_PER_MINUTE. Settings come from the environment and from .env; TEMPORAL_ADDRESS, RECORDS_URL and\n' +
        'FRONT_PAYMENT_BASE_URL must be set, for all servers and workers share them.',
    );
  withHelp(command, {
    notes: [
      'WORKER_HOST and WORKER_PORT are where it answers /healthz, /readyz and /metrics.',
      'SIGTERM (or Ctrl-C) drains it within SHUTDOWN_GRACE: it takes nothing new, waits for calls to the provider that are under way, and exits with 0; what has not come home by then another worker verifies at the provider. A second signal ends it at once, with 130.',
      'It keeps nothing on this machine, and logs to stdout, one JSON object per line.',
    ],
    examples: ['holdfast worker', 'WORKER_PORT=8082 holdfast worker'],
  });
  command.action(async () => {
    // Loaded when it is needed: the SDK's native library takes longer to load than the other commands to run.
    const [{ runRole }, { startWorker }] = await Promise.all([
      import('../../start/run-role.js'),
      import('../../start/start-worker.js'),
    ]);
    exit(await runRole(terminal, { role: 'worker', start: startWorker }));
  });
}
