/** What keeps Holdfast from starting or going on, beyond wrong settings and a missing engine. */

/**
 * - `port_taken`: another process listens where the HTTP server should.
 * - `address_unusable`: HOST is no address of this machine, or the port may not be taken by this user.
 * - `engine_unreachable`: the Temporal server that the settings name does not answer.
 * - `worker_refused`: the Temporal server answers, but does not take the worker.
 * - `engine_lost`: the embedded engine has ended and could not be started again.
 * - `sandbox_unusable`: the sandbox's file or port cannot be used.
 * - `cluster_not_set_up`: the Temporal server does not let this client prepare its namespace.
 * - `version_not_current`: the Temporal server does not make this build's version the current one.
 * - `package_incomplete`: a file that belongs to this installation is not there.
 */
export type StartErrorCode =
  | 'port_taken'
  | 'address_unusable'
  | 'engine_unreachable'
  | 'worker_refused'
  | 'engine_lost'
  | 'sandbox_unusable'
  | 'cluster_not_set_up'
  | 'version_not_current'
  | 'package_incomplete';

/** `message` says what happened, what was not done, and what to do next. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    readonly code: StartErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
