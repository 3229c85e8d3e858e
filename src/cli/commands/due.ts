/** `holdfast due` */
import type { Command } from 'commander';
import { DateTime, Duration } from 'luxon';
import type { Reservation } from '../../client';
import type { Page, Summary } from '../answers';
import type { Api } from '../api';
import { withHelp } from '../help-text';
import { allPages, tellUnreadable } from '../paging';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { dueText, runwayTotal } from '../show-list';
import { readDuration } from '../time-text';

interface DueOptions extends ServerOptions {
  within: string;
}

/** Adds the command. */
export function addDue(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('due')
    .summary('the holds whose capture deadline comes soon')
    .description(
      'Lists the holds with runway left whose capture deadline comes soon, the next first: the time left, and what the timer will do and when.',
    )
    .option('--within <duration>', 'how soon, as an ISO 8601 duration', readDuration, 'PT24H');
  withHelp(command, {
    notes: [
      'A hold whose deadline has passed is among them as long as its order is open. Orders that did not answer are named on stderr, in JSON as `unreadable`.',
    ],
    examples: [
      'holdfast due',
      'holdfast due --within PT1H',
      "holdfast due --within P3D --json | jq -r '.items[].orderId' | xargs -n1 holdfast capture",
    ],
  });
  withServerOptions(command, 'print {asOf, captureBefore, items} as JSON').action(
    async (options: DueOptions) => {
      const api = apiFor(options, terminal);
      const summary = await api.summary();
      const captureBefore = after(summary.asOf, options.within);
      const { items, ...rest } = await dueBefore(captureBefore, api);
      const answer = { asOf: summary.asOf, captureBefore, items, ...rest };
      if (items.length > 0 || options.json) {
        print({ terminal, options }, answer, () => dueText(items, { terminal, now: summary.asOf }));
      } else if (!rest.unreadable) terminal.err(`Nothing is due within ${options.within}.`);
      if (options.json) return;
      tellUnreadable(rest, terminal);
      terminal.err(closing(items, summary));
    },
  );
}

/** Only what is open, and of that only what still has something to capture. */
async function dueBefore(
  captureBefore: string,
  api: Api,
): Promise<Pick<Page<Reservation>, 'items' | 'unreadable'>> {
  const inState = (state: Reservation['state']) =>
    allPages((paging) => api.list({ state, captureBefore, sort: 'captureBy', ...paging }));
  // One after the other: what is captured meanwhile is then in both lists, and not in neither.
  const reserved = await inState('reserved');
  const captured = await inState('captured');
  const orders = new Map([...reserved.items, ...captured.items].map((one) => [one.orderId, one]));
  const silent = new Set([...(reserved.unreadable ?? []), ...(captured.unreadable ?? [])]);
  const unreadable = [...silent].filter((orderId) => !orders.has(orderId));
  const by = ({ deadlines }: Reservation) => deadlines.captureBy ?? '';
  const items = [...orders.values()]
    .filter(({ amounts }) => amounts.runwayMinor > 0)
    .sort((one, other) => by(one).localeCompare(by(other)));
  return { items, ...(unreadable.length > 0 ? { unreadable } : {}) };
}

function after(instant: string, duration: string): string {
  return DateTime.fromISO(instant).toUTC().plus(Duration.fromISO(duration)).toISO() ?? instant;
}

function closing(items: readonly Reservation[], { open, dueWithin24h, attention }: Summary): string {
  return `${runwayTotal(items)}. Open orders: ${open}; due within 24 h: ${dueWithin24h}; waiting for a person: ${attention}.`;
}
