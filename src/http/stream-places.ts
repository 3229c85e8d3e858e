/** How many event streams one key may have open at a time: one caller must not take the sockets and the memory of all. */
import { Problem } from './problem';

/** So many, the sessions of a key counted with it: a team at its screens, with a window or two each. */
export const MOST_STREAMS_PER_KEY = 100;

/** The places of all keys. */
export interface StreamPlaces {
  /** Takes a place; the function gives it back, once. @throws Problem `too_many_streams` */
  take(keyId: string): () => void;
}

/** Makes the places. */
export function createStreamPlaces(): StreamPlaces {
  const taken = new Map<string, number>();
  return {
    take(keyId) {
      const count = taken.get(keyId) ?? 0;
      if (count >= MOST_STREAMS_PER_KEY) {
        throw new Problem(
          'too_many_streams',
          `This key has ${MOST_STREAMS_PER_KEY} event streams open. None was opened. End one, or wait until one has ended.`,
        );
      }
      taken.set(keyId, count + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (taken.get(keyId) ?? 1) - 1;
        if (left === 0) taken.delete(keyId);
        else taken.set(keyId, left);
      };
    },
  };
}
