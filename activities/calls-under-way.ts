/**
 * Calls of this worker that took longer than a workflow task may be held: they go on, and are waited for outside the task.
 * They go with the process; whoever asks in vain learns of it by the time-out.
 */
import { ApplicationFailure } from '@temporalio/common';

/** How long a workflow task is held: the order's commands, and whoever asks for it, wait for the task's end. */
const HELD_MS = 1_500;

/** How long an answer is kept for an order that has not come for it. */
const KEPT_MS = 60_000;

/** The calls of one worker. */
export interface CallsUnderWay {
  /** The call's own end, or null when it takes longer; then it is known under `key`. */
  heldFor<T>(key: string, call: Promise<T>): Promise<T | null>;
  /** Its end. @throws ApplicationFailure `call_not_here`, retryable: it is another worker's, or a lost one's */
  end(key: string): Promise<unknown>;
}

/** Asking again would bring the same. */
function asFinal(error: unknown): unknown {
  if (!(error instanceof ApplicationFailure)) return error;
  const { message, type, details } = error;
  return ApplicationFailure.create({
    message,
    type: type ?? 'call_failed',
    details: details ?? [],
    nonRetryable: true,
  });
}

/** None yet. */
export function createCallsUnderWay(): CallsUnderWay {
  const calls = new Map<string, Promise<unknown>>();

  function keep(key: string, call: Promise<unknown>): void {
    calls.set(key, call);
    const forget = (): void => {
      setTimeout(() => calls.delete(key), KEPT_MS).unref();
    };
    call.then(forget, forget);
  }

  return {
    async heldFor(key, call) {
      let timer: NodeJS.Timeout | undefined;
      const held = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), HELD_MS);
      });
      try {
        const first = await Promise.race([call, held]);
        if (first === null) keep(key, call);
        return first;
      } finally {
        clearTimeout(timer);
      }
    },
    async end(key) {
      const call = calls.get(key);
      if (call === undefined)
        throw ApplicationFailure.create({
          type: 'call_not_here',
          message: 'This worker has not made the call. The engine asks the others.',
        });
      return call.catch((error: unknown) => {
        throw asFinal(error);
      });
    },
  };
}
