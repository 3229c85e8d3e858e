/** `holdfast summary` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { factsTable } from '../tables';

/** Adds the command. */
export function addSummary(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('summary')
    .summary('how many orders are open, due, and waiting for a person')
    .description('Counts the open orders, what is due soon, and what waits for a person.');
  withHelp(command, { examples: ['holdfast summary', 'holdfast summary --json | jq .attention'] });
  withServerOptions(command).action(async (options: ServerOptions) => {
    const summary = await apiFor(options, terminal).summary();
    print({ terminal, options }, summary, () =>
      factsTable([
        ['Open', `${summary.open}`],
        ['Due within 1 h', `${summary.dueWithin1h}`],
        ['Due within 24 h', `${summary.dueWithin24h}`],
        ['Waiting for a person', `${summary.attention}`],
        ...Object.entries(summary.byState)
          .filter(([, count]) => count > 0)
          .map(([state, count]) => [state, `${count}`] as const),
      ]),
    );
  });
}
