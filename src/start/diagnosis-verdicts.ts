/** The three ends that a look at the surroundings can have. */
import type { Check } from '../http/dependencies';

/** What a look has found. */
export type Verdict = Omit<Check, 'name'>;

/** It works. */
export function good(message: string): Verdict {
  return { ok: true, message, todo: null };
}

/** It does not, and this is what to do. */
export function bad(message: string, todo: string): Verdict {
  return { ok: false, message, todo };
}

/** It cannot be told, or is a matter of choice. */
export function unsure(message: string, todo: string | null): Verdict {
  return { ok: null, message, todo };
}
