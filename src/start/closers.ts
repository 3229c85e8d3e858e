/** What was opened is closed in the opposite order, all of it, also when one of them fails to. */
import type { Logger } from 'pino';

/** A stack of things to close. */
export class Closers {
  readonly #log: Logger;
  readonly #stack: { name: string; close: () => Promise<unknown> }[] = [];
  #closing: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Remembers how to close what was just opened. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#stack.push({ name, close });
  }

  /** Closes everything, the last opened first; a second call waits for the first. Never throws. */
  closeAll(): Promise<void> {
    this.#closing ??= this.#closeEach();
    return this.#closing;
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
