/** `holdfast charge ORDER` */
import type { Command } from 'commander';
import { type ChargeLine, readChargeLine } from '../amounts';
import { withHelp } from '../help-text';
import { sendCommand } from '../order-command';
import { type CommandContext, type ServerOptions, withCommandOptions } from '../server-options';

interface ChargeOptions extends ServerOptions {
  line: ChargeLine[];
  note?: string;
  key?: string;
}

/** Adds the command. */
export function addCharge(program: Command, context: CommandContext): void {
  const command = program
    .command('charge')
    .summary('charge new lines to the stored card')
    .description('Charges new lines to the stored card, beside what is held.')
    .argument('<order>', 'the order id')
    .requiredOption(
      '--line <name=minor@tax>',
      'name, minor units with tax, tax rate; may be repeated',
      readChargeLine,
    )
    .option('--note <text>', 'kept by Front Payment');
  withHelp(command, {
    examples: ['holdfast charge booking-1042 --line "Late checkout=50000@25" --line "Firewood=12000@25"'],
  });
  withCommandOptions(command).action((orderId: string, options: ChargeOptions) => {
    const { line: lines, note } = options;
    return sendCommand({ orderId, name: 'charge', body: { lines, note }, options }, context);
  });
}
