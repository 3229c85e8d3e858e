// A callback that is not taken for a hint.

/**
 * Why: `parameter_doubled` (a name twice: which one was hashed is not known), `parameter_missing` (checksum,
 * orderUuid or status absent or empty), `checksum_mismatch`.
 */
export type CallbackErrorCode = 'parameter_doubled' | 'parameter_missing' | 'checksum_mismatch';

const MESSAGES: Record<CallbackErrorCode, string> = {
  parameter_doubled: 'The callback names a parameter twice; it was not believed.',
  parameter_missing: 'The callback lacks a parameter it must have; it was not believed.',
  checksum_mismatch: 'The callback checksum does not match; it was not believed. Check the callback secret.',
};

/** Thrown by `readCallback`. Carries the code only: no parameter, no checksum, no secret. */
export class CallbackError extends Error {
  override readonly name = 'CallbackError';

  constructor(readonly code: CallbackErrorCode) {
    super(MESSAGES[code]);
  }
}
