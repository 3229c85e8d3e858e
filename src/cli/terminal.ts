/** Where a command writes and reads, so that tests can stand in for a terminal. */
import { text } from 'node:stream/consumers';

/** The process around a command. Lines come without their line break. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** What was asked for: stdout. */
  out(line: string): void;
  /** What is said besides: stderr. */
  err(line: string): void;
  /** All of stdin. */
  stdin(): Promise<string>;
  /** True on a terminal, unless NO_COLOR is set. */
  hasColor: boolean;
}

/** This process's own. */
export function processTerminal(): Terminal {
  const { NO_COLOR } = process.env;
  return {
    env: process.env,
    cwd: process.cwd(),
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    stdin: () => text(process.stdin),
    hasColor: Boolean(process.stdout.isTTY) && (NO_COLOR === undefined || NO_COLOR === ''),
  };
}

/** Puts text in bold where there is colour. */
export function bold(terminal: Pick<Terminal, 'hasColor'>, words: string): string {
  return terminal.hasColor ? `\u001b[1m${words}\u001b[22m` : words;
}
