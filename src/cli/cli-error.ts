/** Why a command cannot be done: what is said to the person, and the exit code. */
import type { ExitReason } from './exit-codes';
import type { ProblemDocument } from './problem-document';

/** `message` says what happened and what to do; `problem` is the server's own word, where it was the server. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly reason: ExitReason,
    message: string,
    readonly problem: ProblemDocument | null = null,
  ) {
    super(message);
  }
}
