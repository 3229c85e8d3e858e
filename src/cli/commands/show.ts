/** `holdfast show ORDER` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { reservationText } from '../show-reservation';

/** Adds the command. */
export function addShow(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('show')
    .summary('show an order: its state, amounts, deadlines and operations')
    .description(
      'Shows an order as it is now: state, amounts, deadlines, what is allowed, and every operation.',
    )
    .argument('<order>', 'the order id');
  withHelp(command, {
    examples: ['holdfast show booking-1042', 'holdfast show booking-1042 --json | jq .state'],
  });
  withServerOptions(command).action(async (orderId: string, options: ServerOptions) => {
    const reservation = await apiFor(options, terminal).show(orderId);
    print({ terminal, options }, reservation, () => reservationText(reservation, terminal));
  });
}
