/** `holdfast refund ORDER` */
import { type Command, Option } from 'commander';
import { readAmountMinor, readLineAmount } from '../amounts';
import { withHelp } from '../help-text';
import { sendCommand } from '../order-command';
import { type CommandContext, type ServerOptions, withCommandOptions } from '../server-options';

interface RefundOptions extends ServerOptions {
  reference: string;
  amountMinor?: number;
  line?: { line: number; amountMinor: number }[];
  note?: string;
  key?: string;
}

/** Adds the command. */
export function addRefund(program: Command, context: CommandContext): void {
  const command = program
    .command('refund')
    .summary('refund a capture or a charge, wholly or in part')
    .description('Refunds a capture or a charge: what is left of it unless an amount or lines are given.')
    .argument('<order>', 'the order id')
    .requiredOption('--reference <reference>', 'the CAP… or CHA… to refund; `holdfast show` lists them')
    .addOption(
      new Option('--amount-minor <minor>', 'so much of it, in minor units')
        .argParser(readAmountMinor)
        .conflicts('line'),
    )
    .option('--line <n=minor>', 'so much of a line, by its index from 0; may be repeated', readLineAmount)
    .option('--note <text>', 'kept with the operation; Front Payment takes no text with a refund');
  withHelp(command, {
    examples: [
      'holdfast refund booking-1042 --reference CAP123234',
      'holdfast refund booking-1042 --reference CAP123234 --amount-minor 50000 --note "Broken heater"',
    ],
  });
  withCommandOptions(command).action((orderId: string, options: RefundOptions) => {
    const { reference, amountMinor, line: lines, note } = options;
    return sendCommand(
      { orderId, name: 'refund', body: { reference, amountMinor, lines, note }, options },
      context,
    );
  });
}
