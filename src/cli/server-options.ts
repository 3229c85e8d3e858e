/** What all commands that ask a server share: the options for access and output. */
import type { Command } from 'commander';
import { type Api, createApi } from './api';
import { type AccessOptions, findServer } from './server-access';
import type { Terminal } from './terminal';

/** The options of every command that asks a server. */
export interface ServerOptions extends AccessOptions {
  json?: true;
}

/** What a command is given to work with; `exit` is called when it ends with another code than 0. */
export interface CommandContext {
  terminal: Terminal;
  exit(code: number): void;
}

/** Adds `--url`, `--api-key` and `--json`. */
export function withServerOptions(command: Command, json = "print the server's answer as JSON"): Command {
  return command
    .option('--url <url>', 'the server (default: HOLDFAST_URL, else http://HOST:PORT)')
    .option(
      '--api-key <key>',
      'the API key (default: HOLDFAST_API_KEY, else the operator key of the data directory)',
    )
    .option('--json', json);
}

/** Adds `--key` beside those: for commands that are followed as an operation. */
export function withCommandOptions(command: Command): Command {
  return withServerOptions(command).option(
    '--key <key>',
    'idempotency key: the same key is the same operation, however often it is sent (default: a new one)',
  );
}

/** The server that the options mean. @throws SettingsError, CliError */
export function apiFor(options: AccessOptions, terminal: Terminal): Api {
  return createApi(findServer(options, terminal), terminal);
}

/** Prints an answer as it came with `--json`, else in words. */
export function print(
  { terminal, options }: { terminal: Pick<Terminal, 'out'>; options: ServerOptions },
  answer: unknown,
  words: () => string,
): void {
  terminal.out(options.json ? JSON.stringify(answer, null, 2) : words());
}
