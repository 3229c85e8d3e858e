/**
 * Sending a command until its outcome is known: the same request under the same idempotency key is the same
 * operation, and the server keeps each request waiting for a while.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { AnswerPendingError } from '../errors';
import { type Answer, type Call, notSurelyUnsent, type Send } from './call-server';
import { HoldfastUnreachableError } from './holdfast-problem';

/** How long to follow, and which answers of the status 202 are an end all the same. */
export interface Following<T> {
  waitMs?: number;
  isEnd(data: T): boolean;
  /** The operation to name when the wait runs out, as far as an answer has told. */
  operationIdOf(data: T): string | undefined;
}

const WAIT_MS = 60_000;
/** Between two requests, where the server answers at once. */
const PACE_MS = 1_000;

/** The answer that is final. @throws AnswerPendingError when `waitMs` has run out, and what a call throws */
export async function follow<T extends Answer>(
  call: Call,
  send: Send<T>,
  { waitMs = WAIT_MS, isEnd, operationIdOf }: Following<NonNullable<T['data']>>,
): Promise<T> {
  const untilMs = Date.now() + waitMs;
  let operationId: string | undefined;
  let wasTaken = false;
  const pending = (cause?: unknown) =>
    new AnswerPendingError({ cause, ...(operationId === undefined ? {} : { operationId }) });
  for (;;) {
    const nextAtMs = Date.now() + PACE_MS;
    const answer = await call(send, untilMs).catch((error: unknown) => {
      // The request was given up because the wait is over, not because nobody answers.
      if (error instanceof HoldfastUnreachableError && Date.now() >= untilMs) throw pending(error);
      throw wasTaken ? notSurelyUnsent(error) : error;
    });
    const data = answer.data as NonNullable<T['data']>;
    if (answer.status !== 202 || isEnd(data)) return answer;
    operationId = operationIdOf(data);
    wasTaken = true;
    if (nextAtMs >= untilMs) throw pending();
    await delay(Math.max(0, nextAtMs - Date.now()));
  }
}
