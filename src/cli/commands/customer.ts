/** `holdfast customer ORDER` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { customerText } from '../show-sheet';

/** Adds the command. */
export function addCustomer(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('customer')
    .summary("show the customer's data; the showing is recorded")
    .description(
      "Shows the customer's name and addresses in the clear. That they were shown is recorded with the order: when, and to which key.",
    )
    .argument('<order>', 'the order id');
  withHelp(command, {
    notes: ['It needs the role operator. `holdfast sheet` shows the same masked, and records nothing.'],
    examples: ['holdfast customer booking-1042'],
  });
  withServerOptions(command).action(async (orderId: string, options: ServerOptions) => {
    const shown = await apiFor(options, terminal).showCustomer(orderId);
    print({ terminal, options }, shown, () => customerText(shown.customer));
    terminal.err('That this was shown is recorded with the order.');
  });
}
