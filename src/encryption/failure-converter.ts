/**
 * How a worker with keys writes down what failed: message and stack trace go where the payload codec encrypts them. Only
 * that something could not be opened is said in the clear: whoever lacks the key must be able to read which one it is.
 * Loaded by its path, by Temporal's SDK; the workflows' own is workflows/failure-converter.ts.
 */
import {
  DefaultFailureConverter,
  ensureApplicationFailure,
  type FailureConverter,
  type PayloadConverter,
  type ProtoFailure,
  type SerializationContext,
} from '@temporalio/common';
import { isKeyFault } from './key-errors';

class SealingFailureConverter extends DefaultFailureConverter {
  readonly #readable = new DefaultFailureConverter();

  constructor() {
    super({ encodeCommonAttributes: true });
  }

  override errorToFailure(
    error: unknown,
    converter: PayloadConverter,
    context?: SerializationContext,
  ): ProtoFailure {
    // As an application failure, for its type: that is what the workflow and the client know it by.
    if (isKeyFault(error))
      return this.#readable.errorToFailure(ensureApplicationFailure(error), converter, context);
    return super.errorToFailure(error, converter, context);
  }
}

/** The name is the SDK's. */
export const failureConverter: FailureConverter = new SealingFailureConverter();
