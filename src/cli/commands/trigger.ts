/** `holdfast trigger paid|declined ORDER` */
import { Argument, type Command } from 'commander';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';

/** Adds the command. */
export function addTrigger(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('trigger')
    .summary('have the customer pay or decline (sandbox)')
    .description('Has the customer of an order pay or decline, as on the checkout page. Only on the sandbox.')
    .addArgument(new Argument('<what>', 'what the customer does').choices(['paid', 'declined']))
    .argument('<order>', 'the order id');
  withHelp(command, {
    notes: [
      "The order hears of it by the sandbox's callback, a moment later: `holdfast events ORDER --follow`.",
    ],
    examples: ['holdfast trigger paid booking-1042', 'holdfast trigger declined booking-1042'],
  });
  withServerOptions(command, 'print {orderId, triggered} as JSON').action(
    async (what: 'paid' | 'declined', orderId: string, options: ServerOptions) => {
      const { sandbox } = apiFor(options, terminal);
      await (what === 'paid' ? sandbox.pay(orderId) : sandbox.decline(orderId));
      print(
        { terminal, options },
        { orderId, triggered: what },
        () => `The customer of ${orderId} has ${what}. See: holdfast show ${orderId}`,
      );
    },
  );
}
