/** `holdfast webhooks list|replay` */
import { type Command, Option } from 'commander';
import { CliError } from '../cli-error';
import { withHelp } from '../help-text';
import { askedPage, type PageOptions, tellRest, withPageOptions } from '../paging';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { deliveriesText } from '../show-deliveries';

interface ListOptions extends ServerOptions, PageOptions {
  state?: string;
  order?: string;
}

interface ReplayOptions extends ServerOptions {
  order?: string;
  event?: string;
  parked?: true;
}

/** Adds the group with its commands. */
export function addWebhooks(program: Command, context: CommandContext): void {
  const group = program
    .command('webhooks')
    .helpCommand(false)
    .summary('webhooks: what is on its way, and sending again')
    .description('Shows the webhooks to the booking system, and sends them again.');
  addList(group, context);
  addReplay(group, context);
}

function addList(group: Command, { terminal }: CommandContext): void {
  const command = group
    .command('list')
    .summary('webhooks on their way, delivered, or parked')
    .description('Lists webhooks on their way, delivered, or parked after three days without success.')
    .addOption(new Option('--state <state>', 'only these').choices(['pending', 'parked', 'delivered']))
    .option('--order <order>', 'only those of this order');
  withHelp(command, {
    examples: ['holdfast webhooks list --state parked', 'holdfast webhooks list --order booking-1042 --json'],
  });
  withServerOptions(withPageOptions(command)).action(async (options: ListOptions) => {
    const api = apiFor(options, terminal);
    const { state, order: orderId } = options;
    const page = await askedPage((paging) => api.deliveries({ state, orderId, ...paging }), options);
    if (page.items.length === 0 && !options.json) return terminal.err('No webhook fits.');
    print({ terminal, options }, page, () => deliveriesText(page.items, terminal));
    if (!options.json) tellRest(page, terminal);
  });
}

function addReplay(group: Command, { terminal }: CommandContext): void {
  const command = group
    .command('replay')
    .summary('send webhooks again')
    .description('Sends webhooks again: those of an order, one of its events, or all that are parked.')
    .option('--order <order>', 'those of this order')
    .option('--event <event>', 'with --order: only this event of it; `holdfast webhooks list` names it')
    .option('--parked', 'those that are parked');
  withHelp(command, {
    notes: [
      'The same event keeps its id, so that a receiver that has it already can tell. At most 1000 go at once, the oldest first.',
    ],
    examples: [
      'holdfast webhooks replay --parked',
      'holdfast webhooks replay --order booking-1042',
      'holdfast webhooks replay --order booking-1042 --event 7',
    ],
  });
  withServerOptions(command).action(async (options: ReplayOptions) => {
    const { order: orderId, event: eventId, parked } = options;
    if (orderId === undefined && parked === undefined) {
      throw new CliError(
        'usage',
        'Say which: --order, with --event for one of its events, or --parked. Nothing was sent.',
      );
    }
    const answer = await apiFor(options, terminal).replay({ orderId, eventId, parked });
    print({ terminal, options }, answer, () => {
      return `${answer.replayed} ${answer.replayed === 1 ? 'webhook is' : 'webhooks are'} on the way again.`;
    });
  });
}
