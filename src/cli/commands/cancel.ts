/** `holdfast cancel ORDER` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import { sendCommand } from '../order-command';
import { type CommandContext, type ServerOptions, withCommandOptions } from '../server-options';

interface CancelOptions extends ServerOptions {
  note: string;
  key?: string;
}

/** Adds the command. */
export function addCancel(program: Command, context: CommandContext): void {
  const command = program
    .command('cancel')
    .summary('release the hold, or withdraw the payment link')
    .description('Releases what is held on the card, or withdraws a payment link that is not paid yet.')
    .argument('<order>', 'the order id')
    .requiredOption('--note <text>', 'why; kept by Front Payment');
  withHelp(command, { examples: ['holdfast cancel booking-1042 --note "The guest has called it off"'] });
  withCommandOptions(command).action((orderId: string, options: CancelOptions) =>
    sendCommand({ orderId, name: 'cancel', body: { note: options.note }, options }, context),
  );
}
