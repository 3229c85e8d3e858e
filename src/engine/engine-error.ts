// The one error class of the engine room. Every fault that keeps the embedded Temporal from starting has a
// stable code, so that callers match the code and people read the message.

/**
 * What kept the engine from starting, stable across releases:
 * - `engine_not_found`: no source had a usable server; the message lists all that were tried.
 * - `data_directory_locked`: another start runs its engine on this directory.
 * - `data_directory_not_writable`: the directory cannot be made or written to.
 * - `engine_database_newer`: a later server version has written the database.
 * - `engine_database_damaged`: the database file cannot be read as one.
 * - `engine_start_failed`: the server ended or did not answer in time; the message shows its last log lines.
 * - `namespace_not_ready`: the server answered, but the namespace could not be prepared in time.
 */
export type EngineErrorCode =
  | 'engine_not_found'
  | 'data_directory_locked'
  | 'data_directory_not_writable'
  | 'engine_database_newer'
  | 'engine_database_damaged'
  | 'engine_start_failed'
  | 'namespace_not_ready';

/** A fault of the engine; `message` says what happened, what was not done, and what to do next. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly code: EngineErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The text of whatever was thrown, for use inside another message. */
export function describeFault(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
