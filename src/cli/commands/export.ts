/** `holdfast export ORDER` */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CliError } from '../cli-error';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, type ServerOptions, withServerOptions } from '../server-options';

interface ExportOptions extends ServerOptions {
  out?: string;
}

/** Adds the command. */
export function addExport(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('export')
    .summary("everything known of an order, for its customer's right to see it; recorded")
    .description(
      "Gives everything that is known of an order as JSON, for its customer's right to see it: what was ordered and by whom, unmasked, what happened, every operation with its texts, to whom the customer was shown, and what a booking system was told. That it was exported is recorded with the order.",
    )
    .argument('<order>', 'the order id')
    .option('--out <file>', 'write it to this new file, for its owner alone, and not to stdout');
  withHelp(command, {
    notes: [
      'It needs the role operator. What Front Payment keeps of the same customer, Front Payment has to tell.',
    ],
    examples: [
      'holdfast export booking-1042 --out booking-1042.json',
      'holdfast export booking-1042 | jq .order.customer',
    ],
  });
  withServerOptions(command, 'say that JSON is wanted; it is printed without it too').action(
    async (orderId: string, { out, ...options }: ExportOptions) => {
      const exported = await apiFor(options, terminal).exportOrder(orderId);
      const text = JSON.stringify(exported, null, 2);
      if (out === undefined) terminal.out(text);
      else write(resolve(terminal.cwd, out), `${text}\n`);
      if (out !== undefined) terminal.err(`Written to ${out}, for you alone to read.`);
      terminal.err('That this was exported is recorded with the order.');
    },
  );
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST' ? 'is there already, and is not overwritten' : `cannot be written (${code})`;
    throw new CliError(
      'usage',
      `${file} ${why}. It was exported all the same, and that is recorded. Name another file.`,
    );
  }
}
