/** `holdfast list` */
import { type Command, Option } from 'commander';
import type { Reservation } from '../../client';
import { withHelp } from '../help-text';
import { askedPage, type PageOptions, tellRest, tellUnreadable, withPageOptions } from '../paging';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { listText } from '../show-list';
import { readLines } from '../stream';
import { readInstant } from '../time-text';

const STATES = [
  'submitting',
  'awaitingPayment',
  'reserved',
  'captured',
  'completed',
  'cancelled',
  'expired',
  'failed',
] as const satisfies Reservation['state'][];

interface ListOptions extends ServerOptions, PageOptions {
  attention?: boolean;
  state?: Reservation['state'];
  captureBefore?: string;
  q?: string;
  sort?: 'captureBy';
  csv?: true;
}

/** Adds the command. */
export function addList(program: Command, context: CommandContext): void {
  const command = program
    .command('list')
    .summary('list orders, open and ended')
    .description('Lists orders, open and ended, newest first unless sorted by deadline.')
    .option('--attention', 'only those that wait for a person')
    .option('--no-attention', 'only those that do not')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .option('--capture-before <instant>', 'only those with a capture deadline before this', readInstant)
    .option('--q <beginning>', "only those whose order id or reservation's uuid begins with this")
    .addOption(new Option('--sort <order>', 'by capture deadline, the next first').choices(['captureBy']))
    .addOption(
      new Option('--csv', 'print all of them as CSV, as they come').conflicts(['json', 'all', 'cursor']),
    );
  withHelp(command, {
    notes: ['Amounts in CSV and JSON are integers of minor units: 15000 is NOK 150.00.'],
    examples: [
      'holdfast list --attention',
      'holdfast list --state reserved --sort captureBy --limit 20',
      'holdfast list --capture-before 2026-12-01T12:00:00Z --json',
      'holdfast list --csv > orders.csv',
    ],
  });
  withServerOptions(withPageOptions(command)).action((options: ListOptions) => list(options, context));
}

async function list(options: ListOptions, { terminal }: CommandContext): Promise<void> {
  const { attention, state, captureBefore, q, sort } = options;
  const filter = { attention, state, captureBefore, q, sort };
  const api = apiFor(options, terminal);
  if (options.csv) {
    const path = `/v1/reservations?${queryText(filter)}`;
    for await (const line of readLines(api.access, { path, accept: 'text/csv' })) terminal.out(line);
    return;
  }
  const page = await askedPage((paging) => api.list({ ...filter, ...paging }), options);
  if (page.items.length > 0 || options.json) {
    print({ terminal, options }, page, () => listText(page.items, terminal));
  } else if (!page.unreadable) terminal.err('No order fits.');
  if (options.json) return;
  tellRest(page, terminal);
  tellUnreadable(page, terminal);
}

function queryText(query: Record<string, string | boolean | undefined>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, `${value}`);
  return given.toString();
}
