/** The one signal that a callback leads to. A callback is a hint: whatever becomes of it, the provider is not told. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { type CallbackHint, callbackSignal, WORKFLOW_TYPE } from '../../workflows/messages';
import { type ClientDependencies, handleOf, recordedState, reopeningOf } from './engine-orders';
import { readWithin } from './patience';

/** `signalled`: the order's workflow has it. `over`: the order has ended and the callback tells nothing new. */
export type CallbackEnd = 'signalled' | 'over';

/** Hands one callback to its order. @throws EngineUnavailableError, EngineBusyError: the provider may try again */
export type CallbackSignal = (orderId: string, hint: CallbackHint) => Promise<CallbackEnd>;

/** Makes the function that hands callbacks to their orders. */
export function createCallbackSignal(dependencies: ClientDependencies): CallbackSignal {
  return async (orderId, hint) => {
    try {
      await readWithin(dependencies.client, () =>
        handleOf(dependencies, orderId).signal(callbackSignal, hint),
      );
      return 'signalled';
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    return wake(dependencies, orderId, hint);
  };
}

/** A reservation that the ended order does not know is a stray that holds a customer's money: the order is reopened. */
async function wake(
  dependencies: ClientDependencies,
  orderId: string,
  hint: CallbackHint,
): Promise<CallbackEnd> {
  const state = await recordedState(dependencies, orderId);
  if (state === null || state.reservationUuid === hint.reservationUuid) return 'over';
  await readWithin(dependencies.client, () =>
    dependencies.client.workflow.signalWithStart(WORKFLOW_TYPE, {
      ...reopeningOf(dependencies, state),
      signal: callbackSignal,
      signalArgs: [hint],
    }),
  );
  return 'signalled';
}
