/** Holds the customer's buttons back once one was pressed, so that nobody presses twice before the row shows it. */
import { useEffect, useState } from 'react';
import type { Reservation } from '../api/types';

/** A decline changes no state, a callback may be lost, and a press may fail: nobody waits longer than this. */
const HELD_BACK_MS = 10_000;

/** `isHeldBack` from `holdBack` until the state is another, or ten seconds have passed. */
export function useHeldBack(state: Reservation['state']): {
  isHeldBack: boolean;
  holdBack: () => void;
} {
  const [pressedIn, setPressedIn] = useState<Reservation['state'] | null>(null);
  useEffect(() => {
    if (pressedIn === null) return;
    const timer = setTimeout(() => setPressedIn(null), HELD_BACK_MS);
    return () => clearTimeout(timer);
  }, [pressedIn]);
  return {
    isHeldBack: pressedIn === state,
    holdBack: () => setPressedIn(state),
  };
}
