// What control refuses, with a code that programs can read.

/**
 * Thrown by the functions of control; the control routes answer it as `{code, message}`.
 * Not thrown by the provider's calls: those answer as the provider does.
 */
export class SandboxControlError extends Error {
  override readonly name = 'SandboxControlError';

  /**
   * @param code `reservation_not_found`, `invalid_request`, or `refused_` and the provider's key
   * @param status the HTTP status of the control route's answer
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status: 404 | 409 | 422,
  ) {
    super(message);
  }
}
