/** What became of one confirmed command, as far as is known, and what may be sent for it. Pure. */
import { ApiProblem, unreachable } from '../api/api-problem';
import type { CommandAnswer, CommandKind } from '../api/types';

/** A person's word on an unknown operation. */
export type Said = 'executed' | 'refused';

/**
 * `pending`: taken on, and its outcome is not known yet. `refused`: it surely was not done. `uncertain`: no answer came,
 * so only the same key may ask again. `contradicted`: a person's word was not taken, for its opposite is known by now.
 */
export type CommandOutcome =
  | { is: 'idle' }
  | { is: 'sending' }
  | { is: 'executed' | 'pending' | 'contradicted'; answer: CommandAnswer }
  | { is: 'refused' | 'uncertain'; problem: ApiProblem };

/** What was sent, word by word, and the Idempotency-Key that names it. */
export interface SentCommand {
  readonly body: unknown;
  readonly key: string;
}

/**
 * What to send on a confirmation: as long as nobody knows what became of the last sending, exactly that once more,
 * whatever the fields say by now; else the body under a key of its own.
 */
export function commandToSend(kept: SentCommand | null, body: unknown, newKey: () => string): SentCommand {
  return kept ?? { body: structuredClone(body), key: newKey() };
}

/** What is kept of a sending once its outcome is so. */
export function keptAfter(sent: SentCommand, is: CommandOutcome['is']): SentCommand | null {
  return is === 'uncertain' ? sent : null;
}

/**
 * An answer, 200 or 202. A command is done with 200. A person's word is taken when the operation has the outcome that he
 * `said`, whether it came with the answer or later.
 */
export function outcomeOfAnswer(status: number, answer: CommandAnswer, said?: Said): CommandOutcome {
  if (said === undefined) return { is: status === 202 ? 'pending' : 'executed', answer };
  const { status: is } = answer.operation;
  if (is === said) return { is: 'executed', answer };
  return { is: is === 'executed' || is === 'refused' ? 'contradicted' : 'pending', answer };
}

/** A pending one, read again: a command that was refused meanwhile stays where it is, and its answer says so. */
export function outcomeOfReading(answer: CommandAnswer): CommandOutcome {
  return outcomeOfAnswer(answer.operation.status === 'executed' ? 200 : 202, answer);
}

/** What the order itself refuses. The door may refuse the second sending, which says nothing of the first. */
const REFUSED_BY_THE_ORDER = 409;

/**
 * An error: whether it surely was not done. `wasUncertain`: it had been sent before. An error that is none of the
 * server's came after it was sent.
 */
export function outcomeOfError(error: unknown, { wasUncertain = false } = {}): CommandOutcome {
  if (!(error instanceof ApiProblem)) return { is: 'uncertain', problem: unreachable() };
  const isUncertain =
    error.isUncertain || error.status === 429 || (wasUncertain && error.status !== REFUSED_BY_THE_ORDER);
  return { is: isUncertain ? 'uncertain' : 'refused', problem: error };
}

const DONE_ALREADY: Record<CommandKind, string[]> = {
  capture: ['nothing_left_to_capture', 'already_completed', 'already_cancelled'],
  charge: ['already_completed', 'already_cancelled'],
  refund: ['nothing_left_to_refund'],
  cancel: ['already_cancelled', 'already_captured', 'already_completed', 'already_expired'],
  complete: ['already_completed'],
  resend: ['already_paid'],
};

/** Whether it was refused because somebody, or the timer, was faster: nobody has done anything wrong then. */
export function wasTooLate(kind: CommandKind | 'resolve', code: string): boolean {
  return kind === 'resolve' ? code === 'operation_already_settled' : DONE_ALREADY[kind].includes(code);
}
