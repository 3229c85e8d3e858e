/**
 * A value that must not be printed: tokens, keys, connection strings.
 * Whatever prints, logs or serialises it shows the name of the setting; only `reveal()` gives the value,
 * so that every use of a secret can be found by searching for that word.
 */
import { inspect } from 'node:util';

/** Holds a secret of type `T` (text unless said otherwise) under the name of the setting it came from. */
export class Secret<T = string> {
  readonly #name: string;
  readonly #value: T;

  constructor(name: string, value: T) {
    this.#name = name;
    this.#value = value;
  }

  /** The secret itself. Never hand the result to a log, an error or a workflow. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return `[secret ${this.#name}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
