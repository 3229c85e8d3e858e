/** Asks what has become of a command that was taken on and whose outcome was not known. */
import { ApiProblem } from '../api/api-problem';
import { readOperation, sendCommand } from '../api/reservations';
import type { CommandKind } from '../api/types';
import {
  type CommandOutcome,
  outcomeOfAnswer,
  outcomeOfError,
  outcomeOfReading,
  type Said,
  type SentCommand,
} from './command-outcome';

/** What a command is for; `said` is the word of a resolve. */
export interface CommandTarget {
  orderId: string;
  kind: CommandKind | 'resolve';
  said?: Said | undefined;
}

const ANSWERED_BY_THE_ORDER = 409;

/**
 * The outcome by now. A command is told by its operation. A person's word that was not taken leaves its operation as it
 * was, unknown: so the very same word is sent once more under its key, which the order answers with what became of it.
 *
 * @throws ApiProblem when nothing could be learned
 */
export async function outcomeByNow(
  { orderId, kind, said }: CommandTarget,
  { sent, operationId }: { sent: SentCommand; operationId: string },
  signal?: AbortSignal,
): Promise<CommandOutcome> {
  if (said === undefined) return outcomeOfReading(await readOperation(orderId, operationId, signal));
  try {
    const { status, body: answer } = await sendCommand({ orderId, kind }, sent);
    return outcomeOfAnswer(status, answer, said);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === ANSWERED_BY_THE_ORDER) return outcomeOfError(error);
    throw error;
  }
}
