/**
 * What is behind a call that failed. The engine's activities fail with what went wrong as the cause; those within the
 * workflow task fail with it as it is.
 */
import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';

/** Null for what is no failure of a call. */
export function callFailure(error: unknown): ApplicationFailure | TimeoutFailure | null {
  const failure = error instanceof ActivityFailure ? error.cause : error;
  return failure instanceof ApplicationFailure || failure instanceof TimeoutFailure ? failure : null;
}
