/** What became of one confirmed command, as far as is known, and which Idempotency-Key names it. Pure. */
import { ApiProblem } from '../api/api-problem';
import type { CommandAnswer, CommandKind } from '../api/types';

/**
 * `pending`: taken on, and its outcome is not known yet. `refused`: it surely was not done. `uncertain`: no answer came,
 * so only the same key may ask again.
 */
export type CommandOutcome =
  | { is: 'idle' }
  | { is: 'sending' }
  | { is: 'executed'; answer: CommandAnswer }
  | { is: 'pending'; answer: CommandAnswer }
  | { is: 'refused'; problem: ApiProblem }
  | { is: 'uncertain'; problem: ApiProblem };

/** The key of what is confirmed, as long as that stays the same. */
export interface NamedCommand {
  json: string;
  key: string;
}

/** One key per confirmation: the same body asked again keeps it, another body gets its own. */
export function nameCommand(before: NamedCommand | null, body: unknown, newKey: () => string): NamedCommand {
  const json = JSON.stringify(body);
  return before?.json === json ? before : { json, key: newKey() };
}

/** An answer, 200 or 202. A resolve is settled with its operation; 202 says that it still is not. */
export function outcomeOfAnswer(status: number, answer: CommandAnswer): CommandOutcome {
  return { is: status === 202 ? 'pending' : 'executed', answer };
}

/** An error: whether it surely was not done. */
export function outcomeOfError(error: unknown): CommandOutcome {
  if (!(error instanceof ApiProblem)) throw error;
  return { is: error.isUncertain || error.status === 429 ? 'uncertain' : 'refused', problem: error };
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
