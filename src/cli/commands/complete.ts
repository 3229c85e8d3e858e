/** `holdfast complete ORDER` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import { sendCommand } from '../order-command';
import { type CommandContext, type ServerOptions, withCommandOptions } from '../server-options';

interface CompleteOptions extends ServerOptions {
  note: string;
  key?: string;
}

/** Adds the command. */
export function addComplete(program: Command, context: CommandContext): void {
  const command = program
    .command('complete')
    .summary('complete a paid reservation; ends charging')
    .description('Completes a paid reservation: what was not captured is released, and charging ends.')
    .argument('<order>', 'the order id')
    .requiredOption('--note <text>', 'why; kept by Front Payment');
  withHelp(command, { examples: ['holdfast complete booking-1042 --note "Checked out"'] });
  withCommandOptions(command).action((orderId: string, options: CompleteOptions) =>
    sendCommand({ orderId, name: 'complete', body: { note: options.note }, options }, context),
  );
}
