// The little of a logger that the sandbox needs; a pino logger fits.

/** Takes facts as fields and a constant message. */
export interface SandboxLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Says nothing: the default. */
export const silentLogger: SandboxLogger = { info: () => {}, warn: () => {}, error: () => {} };
