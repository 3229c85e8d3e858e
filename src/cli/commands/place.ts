/** `holdfast place FILE` */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CliError } from '../cli-error';
import { EXIT_CODES } from '../exit-codes';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { reservationText } from '../show-reservation';
import type { Terminal } from '../terminal';

/** Adds the command. */
export function addPlace(program: Command, context: CommandContext): void {
  const command = program
    .command('place')
    .summary('place an order from a JSON file')
    .description(
      'Places an order. The same order again is not placed twice: it answers with the reservation there is.',
    )
    .argument('<file>', 'the order as JSON, as POST /v1/reservations takes it; - for stdin');
  withHelp(command, { examples: ['holdfast place order.json', 'cat order.json | holdfast place -'] });
  withServerOptions(command).action(async (file: string, options: ServerOptions) => {
    const { terminal, exit } = context;
    const order = await readOrder(file, terminal);
    const { status, body } = await apiFor(options, terminal).place(order);
    print({ terminal, options }, body, () => reservationText(body, terminal));
    if (!options.json && status === 200) terminal.err('It had been placed before, with this very body.');
    if (status !== 202) return;
    if (!options.json) terminal.err(`The provider has not answered yet: holdfast show ${body.orderId}`);
    exit(EXIT_CODES.pending.code);
  });
}

async function readOrder(file: string, terminal: Terminal): Promise<unknown> {
  const named = file === '-' ? 'What came on stdin' : file;
  const text = file === '-' ? await terminal.stdin() : await readText(resolve(terminal.cwd, file), file);
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError('usage', `${named} is not JSON. Nothing was sent.`);
  }
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new CliError('usage', `${file} cannot be read (${code}). Nothing was sent.`);
  }
}
