/** Gives the focus to the heading when the row or card that had it has left the page: else it would be nowhere. */
import { type RefObject, useEffect, useRef } from 'react';

/** Looks after every drawing of the screen. What else leaves, as a button that was pressed, sees to its own focus. */
export function useHeadingForLost(heading: RefObject<HTMLElement | null>): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const remember = ({ target }: FocusEvent): void => {
      last.current = target instanceof Element ? target.closest('[data-row], article') : null;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    if (last.current === null || last.current.isConnected) return;
    last.current = null;
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  });
}
