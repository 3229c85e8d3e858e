/** What all commands on orders share: the options for access and output, and how an answer becomes an exit. */
import type { Command } from 'commander';
import { type Answer, type Api, type CommandAnswer, createApi } from './api';
import { EXIT_CODES } from './exit-codes';
import { type AccessOptions, findServer } from './server-access';
import { operationText, reservationText } from './show-reservation';
import type { Terminal } from './terminal';

/** The options of every command on orders. */
export interface OrderOptions extends AccessOptions {
  json?: true;
}

/** What a command is given to work with; `exit` is called when it ends with another code than 0. */
export interface CommandContext {
  terminal: Terminal;
  exit(code: number): void;
}

/** Adds `--url`, `--api-key` and `--json`. */
export function withOrderOptions(command: Command): Command {
  return command
    .option('--url <url>', 'the server (default: HOLDFAST_URL, else http://HOST:PORT)')
    .option(
      '--api-key <key>',
      'the API key (default: HOLDFAST_API_KEY, else the operator key of the data directory)',
    )
    .option('--json', "print the server's answer as JSON");
}

/** Adds `--key` beside those: for commands that are followed as an operation. */
export function withCommandOptions(command: Command): Command {
  return withOrderOptions(command).option(
    '--key <key>',
    'idempotency key: the same key is the same operation, however often it is sent (default: a new one)',
  );
}

/** The server that the options mean. */
export function apiFor(options: AccessOptions, terminal: Terminal): Api {
  return createApi(findServer(options, terminal));
}

/** Sends one of the six commands and tells how it ended. */
export async function sendCommand(
  command: { orderId: string; name: string; body: unknown; options: OrderOptions & { key?: string } },
  { terminal, exit }: CommandContext,
): Promise<void> {
  const { orderId, name, body, options } = command;
  const answer = await apiFor(options, terminal).command({ orderId, name, body, key: options.key });
  tellOperation(answer, options, terminal);
  if (answer.status === 202) exit(EXIT_CODES.pending.code);
}

function tellOperation(
  { status, body }: Answer<CommandAnswer>,
  options: OrderOptions,
  terminal: Terminal,
): void {
  if (options.json) return terminal.out(JSON.stringify(body, null, 2));
  const { operation, reservation } = body;
  terminal.out(operationText(operation, reservation.currency));
  terminal.out(reservationText(reservation));
  if (status === 202) terminal.err(`Its outcome is not known yet: holdfast show ${reservation.orderId}`);
}
