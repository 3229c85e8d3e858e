/** The way out of a confirmation. While nobody knows what became of it, the first step out only says what leaving means. */
import { useState } from 'react';

/** `isWarned`: that has been said, and the next step leads out. */
export function useLeaving(
  isUncertain: boolean,
  onClose: () => void,
): { leave: () => void; isWarned: boolean } {
  const [wasWarned, setWarned] = useState(false);
  const isWarned = wasWarned && isUncertain;
  const leave = (): void => {
    if (isUncertain && !isWarned) setWarned(true);
    else onClose();
  };
  return { leave, isWarned };
}
