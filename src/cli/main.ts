/** The command `holdfast`: from the arguments to the exit code. The only place where a fault becomes words. */
import { CommanderError } from 'commander';
import { SettingsError } from '../config/settings-error';
import { CliError } from './cli-error';
import { EXIT_CODES } from './exit-codes';
import { createProgram } from './program';
import { processTerminal, type Terminal } from './terminal';

/** Runs one command; `args` are those after the program's name. Gives the exit code and never throws. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  let exitCode: number = EXIT_CODES.done.code;
  const exit = (code: number) => {
    exitCode = code;
  };
  try {
    await createProgram({ terminal, exit }).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, { terminal, isJson: args.includes('--json') });
  }
}

function explain(error: unknown, { terminal, isJson }: { terminal: Terminal; isJson: boolean }): number {
  // Help and version end this way too, with 0; what commander refuses it has said already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage.code;
  if (error instanceof SettingsError) {
    terminal.err(error.message);
    return error.exitCode;
  }
  if (error instanceof CliError) {
    if (isJson && error.problem) terminal.out(JSON.stringify(error.problem, null, 2));
    terminal.err(error.message);
    return EXIT_CODES[error.reason].code;
  }
  const isNamed = error instanceof Error && typeof (error as { code?: unknown }).code === 'string';
  terminal.err(
    isNamed ? error.message : `holdfast failed where it should not: ${(error as Error)?.stack ?? error}`,
  );
  return EXIT_CODES.failed.code;
}
