/** `holdfast clock advance ORDER DURATION` */
import { Argument, type Command } from 'commander';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { reservationText } from '../show-reservation';
import { readDuration } from '../time-text';

/** Adds the group with its command. */
export function addClock(program: Command, { terminal }: CommandContext): void {
  const group = program
    .command('clock')
    .helpCommand(false)
    .summary("move an order's clock (sandbox)")
    .description("Moves an order's clock. Only on the sandbox with the embedded engine.");
  const command = group
    .command('advance')
    .summary("move an order's clock forward")
    .description(
      "Moves one order's clock forward, at the sandbox and in its timers, and shows what has become of it. Other orders stay where they are.",
    )
    .argument('<order>', 'the order id')
    .addArgument(new Argument('<duration>', 'how far, as an ISO 8601 duration').argParser(readDuration));
  withHelp(command, {
    notes: ['A server that is not on the sandbox refuses it, and nothing is moved.'],
    examples: ['holdfast clock advance booking-1042 P3D', 'holdfast clock advance booking-1042 PT12H'],
  });
  withServerOptions(command).action(async (orderId: string, duration: string, options: ServerOptions) => {
    const moved = await apiFor(options, terminal).sandbox.advance(orderId, duration);
    print({ terminal, options }, moved, () => reservationText(moved, terminal));
  });
}
