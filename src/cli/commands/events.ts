/** `holdfast events ORDER` */
import { type Command, Option } from 'commander';
import type { TimelineItem } from '../../client';
import { type Api, orderPath } from '../api';
import { withHelp } from '../help-text';
import { allPages } from '../paging';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { eventLine, eventsText } from '../show-events';
import { followStream } from '../stream';
import { tellBreaks } from '../tell-breaks';

interface EventsOptions extends ServerOptions {
  follow?: true;
  after?: string;
}

/** Adds the command. */
export function addEvents(program: Command, context: CommandContext): void {
  const command = program
    .command('events')
    .summary('what happened to an order, and what happens as it comes')
    .description(
      'Shows what happened to an order, oldest first; with `--follow` also what happens from now on.',
    )
    .argument('<order>', 'the order id')
    .option('--follow', 'go on until Ctrl-C; a lost connection goes on where it broke off')
    .addOption(
      new Option('--after <event>', 'with --follow: only what came after the event of this id').implies({
        follow: true,
      }),
    );
  withHelp(command, {
    notes: ['With `--follow --json` each line is one event as JSON.'],
    examples: [
      'holdfast events booking-1042',
      'holdfast events booking-1042 --follow',
      'holdfast events booking-1042 --follow --json | jq --unbuffered .type',
    ],
  });
  withServerOptions(command).action(async (orderId: string, options: EventsOptions) => {
    const { terminal } = context;
    const api = apiFor(options, terminal);
    const { currency } = await api.show(orderId);
    if (options.follow) return follow({ orderId, currency, api, options }, context);
    const page = await allPages((paging) => api.events(orderId, paging));
    print({ terminal, options }, page, () => eventsText(page.items, currency));
  });
}

async function follow(
  {
    orderId,
    currency,
    api,
    options,
  }: { orderId: string; currency: string; api: Api; options: EventsOptions },
  { terminal }: CommandContext,
): Promise<void> {
  const messages = followStream({
    access: api.access,
    path: orderPath(orderId, '/events'),
    lastEventId: options.after,
    signal: terminal.untilStopped(),
    ...tellBreaks(terminal),
  });
  for await (const { data } of messages) {
    const item = JSON.parse(data) as TimelineItem;
    terminal.out(options.json ? JSON.stringify(item) : eventLine(item, { currency, terminal }));
  }
}
