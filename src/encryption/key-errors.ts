/**
 * Why something that was encrypted does not open. Both pass when the key is back: whoever meets them waits or tries again.
 * Nothing of them is secret or personal, so that they may stand in the engine's database in the clear.
 */
import type { TemporalFailure } from '@temporalio/common';

/** Something was encrypted with a key that is not among the settings. Nothing is lost: it opens once the key is back. */
export class KeyMissingError extends Error {
  override readonly name = 'KeyMissingError';
  readonly code = 'encryption_key_missing';

  constructor(readonly keyId: string) {
    super(
      `This was encrypted with the key "${keyId}", which is not in HOLDFAST_ENCRYPTION_KEYS. Nothing was lost; it waits. ` +
        'Add the key behind the others and restart.',
    );
  }
}

/** The bytes were changed or moved, or were sealed with another key of the same id. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
  readonly code = 'encryption_seal_broken';

  constructor(readonly keyId: string) {
    super(
      `What the key "${keyId}" encrypted cannot be opened with it: another key has this id now, or the bytes were changed ` +
        'or moved. Nothing was lost; it waits. Set the key that this id once named, and restart.',
    );
  }
}

/** What a worker has written down of one of the two, as the error that it was; null of any other failure. */
export function keyFaultOf(
  type: string | null | undefined,
  message: string | null | undefined,
): KeyMissingError | SealBrokenError | null {
  const [, keyId] = /the key "([^"]*)"/.exec(message ?? '') ?? [];
  if (keyId === undefined || !isKeyFaultType(type)) return null;
  return type === 'KeyMissingError' ? new KeyMissingError(keyId) : new SealBrokenError(keyId);
}

const NAMES: readonly string[] = ['KeyMissingError', 'SealBrokenError'] satisfies (
  | KeyMissingError
  | SealBrokenError
)['name'][];

/** Whether a failure's type, as Temporal keeps it, says that a worker could not open what it was given. */
export function isKeyFaultType(type: string | null | undefined): boolean {
  return type !== null && type !== undefined && NAMES.includes(type);
}

/** Whether this is one of the two, or what Temporal's SDK made of one. */
export function isKeyFault(error: unknown): error is KeyMissingError | SealBrokenError | TemporalFailure {
  if (error instanceof KeyMissingError || error instanceof SealBrokenError) return true;
  return error instanceof Error && 'type' in error && isKeyFaultType(error.type as string | null);
}
