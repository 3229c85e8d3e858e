/** What was opened is closed in the opposite order, all of it, also when one of them fails to. */
import type { Logger } from 'pino';

/** A stack of things to close. */
export class Closers {
  readonly #log: Logger;
  readonly #begun = new AbortController();
  readonly #stack: { name: string; close: () => Promise<unknown> }[] = [];
  #closing: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Aborted by `begin`, or when closing begins: what tells others that it is leaving, tells it from then on. */
  get begun(): AbortSignal {
    return this.#begun.signal;
  }

  /** Remembers how to close what was just opened. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#stack.push({ name, close });
  }

  /** Says that closing is near, and closes nothing yet. */
  begin(): void {
    this.#begun.abort();
  }

  /** Closes everything, the last opened first; a second call waits for the first. Never throws. */
  closeAll(): Promise<void> {
    this.begin();
    this.#closing ??= this.#closeEach();
    return this.#closing;
  }

  /** What `open` gives; where it throws, all that it had opened is closed before its error goes on. */
  async orNothing<T>(open: () => Promise<T>): Promise<T> {
    try {
      return await open();
    } catch (error) {
      await this.closeAll();
      throw error;
    }
  }

  async #closeEach(): Promise<void> {
    for (let top = this.#stack.pop(); top !== undefined; top = this.#stack.pop()) {
      const startedAtMs = Date.now();
      try {
        await top.close();
        this.#log.info({ part: top.name, tookMs: Date.now() - startedAtMs }, 'stopped');
      } catch (error) {
        this.#log.warn({ part: top.name, error }, 'could not be stopped cleanly');
      }
    }
  }
}
