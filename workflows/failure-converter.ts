/**
 * How the workflows write down what failed: readable, or, under a worker with keys, where its payload codec encrypts it.
 * The bundle is the same for both; the worker says which by a word in front of it. What a failure looks like in the history
 * decides nothing, so that an order may go on under a worker that does otherwise. Runs in the workflow sandbox.
 */
import { DefaultFailureConverter, type FailureConverter } from '@temporalio/common';

/** The global that the worker sets to true before the bundle's own code, where it has keys. */
export const SEALS_FAILURES = 'holdfastSealsFailures';

/** The name is the SDK's. */
export const failureConverter: FailureConverter = new DefaultFailureConverter({
  encodeCommonAttributes: (globalThis as Record<string, unknown>)[SEALS_FAILURES] === true,
});
