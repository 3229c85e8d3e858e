/** `holdfast sandbox` */
import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import type { Sandbox } from '../../sandbox';
import { CliError } from '../cli-error';
import { withHelp } from '../help-text';
import type { CommandContext } from '../server-options';

interface SandboxCommandOptions {
  port: number;
  token?: string;
  callbackSecret?: string;
  file?: string;
  seed: number;
  rate: number;
}

/** Adds the command. */
export function addSandbox(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('sandbox')
    .summary('run the sandbox alone: a stateful Front Payment on this machine')
    .description(
      'Runs a stateful Front Payment alone, on loopback, until Ctrl-C. No money moves, and no account is needed.',
    )
    .option(
      '--port <port>',
      'where it listens; 0 for a free port',
      wholeNumber({ min: 0, max: 65_535 }),
      8090,
    )
    .option('--token <token>', "the merchant's Bearer token (default: a random one, printed)")
    .option(
      '--callback-secret <secret>',
      'the secret in the checksum of callbacks (default: a random one, printed)',
    )
    .option('--file <file>', 'SQLite file that keeps everything over restarts (default: memory only)')
    .option('--seed <n>', 'seed of ids and chances', wholeNumber({ min: 0 }), 1)
    .option('--rate <n>', 'calls a minute before 429', wholeNumber({ min: 0 }), 240);
  withHelp(command, {
    examples: [
      'holdfast sandbox',
      'holdfast sandbox --port 9000 --token a-token --callback-secret a-secret --file sandbox.sqlite',
    ],
  });
  command.action(async (options: SandboxCommandOptions) => {
    const { rate: ratePerMinute, ...rest } = options;
    // Loaded when it is needed: a server of its own takes longer to load than the other commands to run.
    const { startSandbox } = await import('../../sandbox/index.js');
    const sandbox = await startSandbox({ ...rest, ratePerMinute }).catch((error: unknown) => {
      throw cannotStart(options, error);
    });
    for (const line of sandboxText(sandbox)) terminal.out(line);
    const stopped = terminal.untilStopped();
    if (!stopped.aborted) await once(stopped, 'abort');
    await sandbox.stop();
  });
}

function sandboxText({ baseUrl, origin, token, callbackSecret }: Sandbox): string[] {
  return [
    'The sandbox is running. No money moves.',
    '',
    `  Base URL         ${baseUrl}`,
    `  Token            ${token}`,
    `  Callback secret  ${callbackSecret}`,
    '',
    'A first call:',
    '',
    `curl -sS "${baseUrl}/connect/reservations/history" -H "Authorization: Bearer ${token}"`,
    '',
    `Customers pay at the URL that submit answers with. What truly happened: ${origin}/sandbox/books`,
    'Callbacks go to this machine only. Ctrl-C stops it.',
  ];
}

function cannotStart({ port, file }: SandboxCommandOptions, error: unknown): CliError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new CliError(
      'failed',
      `Port ${port} is taken, so the sandbox was not started. Give another one with --port.`,
    );
  }
  const place = file === undefined ? '' : ` Its file is ${file}.`;
  return new CliError('failed', `The sandbox could not be started: ${message}.${place}`);
}

function wholeNumber({ min, max = Number.MAX_SAFE_INTEGER }: { min: number; max?: number }) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(
      `Give a whole number from ${min}${max < Number.MAX_SAFE_INTEGER ? ` to ${max}` : ''}.`,
    );
  };
}
