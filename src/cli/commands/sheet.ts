/** `holdfast sheet ORDER` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { sheetText } from '../show-sheet';

/** Adds the command. */
export function addSheet(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('sheet')
    .summary("an order's lines, customer (masked), movements, and what its timer will do")
    .description(
      'Shows what was ordered and by whom (masked), every capture and charge with what was refunded of it, and what the timer will do and when.',
    )
    .argument('<order>', 'the order id');
  withHelp(command, { examples: ['holdfast sheet booking-1042'] });
  withServerOptions(command).action(async (orderId: string, options: ServerOptions) => {
    const api = apiFor(options, terminal);
    const [{ currency }, sheet] = await Promise.all([api.show(orderId), api.sheet(orderId)]);
    print({ terminal, options }, sheet, () => sheetText(sheet, { orderId, currency }));
  });
}
