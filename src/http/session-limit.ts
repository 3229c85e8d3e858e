/**
 * Holds off whoever tries out keys: after some wrong sign-ins wrong keys from that address have to wait, and a right one
 * never. Counted in this process alone, for a key is too long to be guessed; it is about noise.
 */

/** Wrong sign-ins in a window, before the next wrong one from that address is held off. */
const MOST_WRONG = 10;

const WINDOW_MS = 60_000;

/** Past this many addresses the oldest are forgotten: memory is worth more than their count. */
const MOST_ADDRESSES = 10_000;

/** Counts wrong sign-ins. */
export interface SignInLimit {
  /** How long wrong keys from this address are held off, in whole seconds; 0 when they are not. */
  waitS(address: string): number;
  /** Takes note of a wrong one. */
  wrong(address: string): void;
}

/** A limit with nothing counted; `now` gives epoch ms. */
export function createSignInLimit(now: () => number = Date.now): SignInLimit {
  const windows = new Map<string, { wrong: number; endsAtMs: number }>();
  const current = (address: string) => {
    const window = windows.get(address);
    return window !== undefined && window.endsAtMs > now() ? window : null;
  };
  return {
    waitS(address) {
      const window = current(address);
      if (window === null || window.wrong < MOST_WRONG) return 0;
      return Math.ceil((window.endsAtMs - now()) / 1000);
    },
    wrong(address) {
      const window = current(address) ?? { wrong: 0, endsAtMs: now() + WINDOW_MS };
      window.wrong += 1;
      windows.delete(address);
      windows.set(address, window);
      const [oldest] = windows.keys();
      if (windows.size > MOST_ADDRESSES && oldest !== undefined) windows.delete(oldest);
    },
  };
}
