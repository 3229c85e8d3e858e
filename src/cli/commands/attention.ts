/** `holdfast attention` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import { allPages, tellUnreadable } from '../paging';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { attentionText } from '../show-attention';

/** Adds the command. */
export function addAttention(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('attention')
    .summary('what waits for a person, with the evidence and what each answer will do')
    .description(
      'Shows every order that waits for a person: why, the evidence (what was sent beside what Front Payment shows), and what each answer will do.',
    );
  withHelp(command, {
    notes: ['Orders that did not answer are named on stderr, in JSON as `unreadable`.'],
    examples: ['holdfast attention', "holdfast attention --json | jq -r '.items[].orderId'"],
  });
  withServerOptions(command).action(async (options: ServerOptions) => {
    const api = apiFor(options, terminal);
    const [summary, page] = await Promise.all([
      api.summary(),
      allPages((paging) => api.list({ attention: true, ...paging })),
    ]);
    // It may have been cleared between the list and the reading.
    const waiting = page.items.filter(({ attention }) => attention !== null);
    if (waiting.length > 0 || options.json) {
      print({ terminal, options }, { ...page, items: waiting }, () =>
        waiting.map((one) => attentionText(one, { terminal, now: summary.asOf })).join('\n\n'),
      );
    } else if (!page.unreadable) terminal.err('Nothing waits for a person.');
    if (!options.json) tellUnreadable(page, terminal);
  });
}
