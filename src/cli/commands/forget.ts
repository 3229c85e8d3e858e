/** `holdfast forget ORDER` */
import type { Command } from 'commander';
import type { ForgottenOrder } from '../answers';
import { EXIT_CODES } from '../exit-codes';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';

interface ForgetOptions extends ServerOptions {
  note: string;
}

/** Adds the command. */
export function addForget(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('forget')
    .summary("take the customer out of an ended order; the money's trail stays")
    .description(
      "Takes the customer out of an order that has ended: names, addresses and all free texts, from the record, the webhooks and the engine. Amounts, operations, references and times stay, and so does the order's id. It cannot be undone.",
    )
    .argument('<order>', 'the order id')
    .requiredOption('--note <text>', 'why, and by which request; kept for good, so name nobody in it');
  withHelp(command, {
    notes: [
      'It needs the role operator. An order that has not ended is not forgotten (exit code 3): cancel or complete it, or wait.',
      'A forgotten order can still be refunded. Backups made before hold the customer until they are deleted.',
    ],
    examples: ['holdfast forget booking-1042 --note "request 2026-17"'],
  });
  withServerOptions(command).action(async (orderId: string, { note, ...options }: ForgetOptions) => {
    const { status, body } = await apiFor(options, terminal).forget(orderId, note);
    print({ terminal, options }, body, () => forgottenText(orderId, body));
    if (status !== 202) return;
    terminal.err(
      'The engine still deletes histories of it, by itself. To see whether it is done, ask again in a minute.',
    );
    exit(EXIT_CODES.pending.code);
  });
}

function forgottenText(
  orderId: string,
  { forgotten, runsDeleted, webhooksRedacted, filesOverwritten }: ForgottenOrder,
): string {
  const files = filesOverwritten
    ? 'The files of this engine and its record were overwritten where it stood.'
    : 'What deleted rows leave in the databases goes with their own vacuuming; see docs/guides/data-life.md.';
  return [
    `${orderId} was forgotten at ${forgotten.at}, asked for with the key ${forgotten.by}.`,
    `Histories deleted now: ${runsDeleted}. Webhooks without texts: ${webhooksRedacted}. ${files}`,
    'Backups made before hold the customer until they are deleted.',
  ].join('\n');
}
