/** `holdfast show ORDER` */
import type { Command } from 'commander';
import { apiFor, type CommandContext, type OrderOptions, withOrderOptions } from '../order-command';
import { reservationText } from '../show-reservation';

/** Adds the command. */
export function addShow(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('show')
    .summary('show an order: its state, amounts, deadlines and operations')
    .description(
      'Shows an order as it is now: state, amounts, deadlines, what is allowed, and every operation.',
    )
    .argument('<order>', 'the order id')
    .addHelpText(
      'after',
      '\nExamples:\n  $ holdfast show booking-1042\n  $ holdfast show booking-1042 --json | jq .state',
    );
  withOrderOptions(command).action(async (orderId: string, options: OrderOptions) => {
    const { body } = await apiFor(options, terminal).show(orderId);
    terminal.out(options.json ? JSON.stringify(body, null, 2) : reservationText(body));
  });
}
