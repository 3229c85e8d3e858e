/**
 * The refusals of the record. They carry a driver's error code at most: a driver's own message or details
 * may hold the connection's password or an order's data.
 */

/** The record's URL is none that can be opened; nothing was opened. */
export class RecordsUrlError extends Error {
  readonly code = 'records_url_invalid';

  constructor(problem: string) {
    super(
      `The record of ended orders was not opened: RECORDS_URL ${problem}. Use file:/absolute/path or postgres://host/database.`,
    );
    this.name = 'RecordsUrlError';
  }
}

/** What was to be recorded or asked is no record or no query; nothing was written or read. */
export class RecordInvalidError extends Error {
  readonly code = 'record_invalid';

  constructor(what: string, problems: readonly string[]) {
    super(`The ${what} was refused, nothing was done: ${problems.join('; ')}. Correct it and repeat.`);
    this.name = 'RecordInvalidError';
  }
}

/** A later version of Holdfast has changed the tables; nothing was read or written, and nothing changed back. */
export class RecordsNewerError extends Error {
  readonly code = 'records_newer';

  constructor(steps: readonly string[]) {
    super(
      `The record of ended orders was brought up to date by a later version of Holdfast (${steps.join(', ')}), which this one does not know, so it was not opened. Install that version or a later one, or set RECORDS_URL to another database.`,
    );
    this.name = 'RecordsNewerError';
  }
}

/**
 * The database did not answer as it should. A write may or may not have happened; repeating it is harmless.
 * `reason` is the driver's code (such as `ECONNREFUSED`, `SQLITE_BUSY` or an SQLSTATE).
 */
export class RecordsUnavailableError extends Error {
  readonly code = 'records_unavailable';
  readonly reason: string;

  constructor(attempt: string, error: unknown) {
    const reason = reasonOf(error);
    super(
      `The record of ended orders could not be ${attempt} (${reason}). Check the database that RECORDS_URL names, then repeat: that is harmless.`,
    );
    this.name = 'RecordsUnavailableError';
    this.reason = reason;
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^\w+$/.test(code)) return code;
  return error instanceof Error ? error.name : 'unknown';
}
