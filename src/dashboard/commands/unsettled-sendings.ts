/**
 * How many confirmations stand on the page whose sending nobody knows the outcome of. While there is one, the page must not
 * be taken away: with it would go the key, and with the key the only safe way to ask again.
 */
import { useEffect, useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

/** Counts the caller among them as long as it is mounted and `isUnsettled`. */
export function useCountedWhile(isUnsettled: boolean): void {
  useEffect(() => {
    if (!isUnsettled) return;
    change(1);
    return () => change(-1);
  }, [isUnsettled]);
}

/** Whether there is any. */
export function useAnyUnsettled(): boolean {
  return useSyncExternalStore(subscribe, () => count > 0);
}

function change(by: number): void {
  count += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
