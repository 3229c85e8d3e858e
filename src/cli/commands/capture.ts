/** `holdfast capture ORDER` */
import { type Command, Option } from 'commander';
import { readAmountMinor, readLineAmount } from '../amounts';
import { withHelp } from '../help-text';
import { sendCommand } from '../order-command';
import { type CommandContext, type ServerOptions, withCommandOptions } from '../server-options';

interface CaptureOptions extends ServerOptions {
  amountMinor?: number;
  line?: { line: number; amountMinor: number }[];
  note?: string;
  key?: string;
}

/** Adds the command. */
export function addCapture(program: Command, context: CommandContext): void {
  const command = program
    .command('capture')
    .summary('capture the whole runway, an amount, or amounts by line')
    .description('Captures what is held on the card: the whole runway unless an amount or lines are given.')
    .argument('<order>', 'the order id')
    .addOption(
      new Option('--amount-minor <minor>', 'so much of it, in minor units')
        .argParser(readAmountMinor)
        .conflicts('line'),
    )
    .option('--line <n=minor>', 'so much of a line, by its index from 0; may be repeated', readLineAmount)
    .option('--note <text>', 'kept by Front Payment');
  withHelp(command, {
    examples: [
      'holdfast capture booking-1042',
      'holdfast capture booking-1042 --amount-minor 150000 --note "First night"',
      'holdfast capture booking-1042 --line 0=240000 --line 1=60000',
    ],
  });
  withCommandOptions(command).action((orderId: string, options: CaptureOptions) => {
    const { amountMinor, line: lines, note } = options;
    return sendCommand({ orderId, name: 'capture', body: { amountMinor, lines, note }, options }, context);
  });
}
