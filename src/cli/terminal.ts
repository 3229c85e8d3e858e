/** Where a command writes and reads, so that tests can stand in for a terminal. */
import { text } from 'node:stream/consumers';
import { onStopSignals } from '../start/stop-signals';
import { printable } from './printable';

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
  /** Whether stdout is a terminal that shows colour, and NO_COLOR is not set. */
  hasColor: boolean;
  /** The same of stderr. */
  hasErrColor: boolean;
  /** Where a spinner may turn; null where nobody watches. */
  progress: NodeJS.WriteStream | null;
  /** Aborted by Ctrl-C or SIGTERM, for commands that run until then. A second press ends the process. */
  untilStopped(): AbortSignal;
}

/** This process's own. */
export function processTerminal(): Terminal {
  const { env, stdout, stderr } = process;
  stdout.on('error', stopWithReader);
  const mayColor = !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const hasColor = mayColor && Boolean(stdout.isTTY);
  const hasErrColor = mayColor && Boolean(stderr.isTTY);
  return {
    env,
    cwd: process.cwd(),
    out: (line) => stdout.write(`${printable(line, { hasColor })}\n`),
    err: (line) => stderr.write(`${printable(line, { hasColor: hasErrColor })}\n`),
    stdin: () => text(process.stdin),
    hasColor,
    hasErrColor,
    progress: maySpin(env) ? stderr : null,
    untilStopped,
  };
}

/** The spinner looks at stdout for what it may draw, and in a terminal without a width it would never end. */
function maySpin(env: NodeJS.ProcessEnv): boolean {
  const { stdout, stderr } = process;
  return stderr.isTTY && stdout.isTTY && stderr.columns > 0 && env['TERM'] !== 'dumb';
}

/** `holdfast list | head` closes stdout early. Nobody reads on: that is a wish to stop, and no fault. */
function stopWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  // What runs until it is stopped stops cleanly.
  if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM');
  else process.exit(0);
}

function untilStopped(): AbortSignal {
  const stopped = new AbortController();
  onStopSignals({ first: () => stopped.abort(), again: () => process.exit(130) });
  return stopped.signal;
}
