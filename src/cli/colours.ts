/** Colours for what a person reads; none where the terminal shows none. */
import { createColors } from 'picocolors';
import type { Reservation } from '../client';
import type { Terminal } from './terminal';

/** What is written in colour, by what it means. */
export interface Colours {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
  state(state: Reservation['state']): string;
}

/** The colours of a terminal's stdout. */
export function coloursOf({ hasColor }: Pick<Terminal, 'hasColor'>): Colours {
  const { bold, dim, green, yellow, red, cyan } = createColors(hasColor);
  const byState: Record<Reservation['state'], (text: string) => string> = {
    submitting: yellow,
    awaitingPayment: yellow,
    reserved: cyan,
    captured: green,
    completed: green,
    cancelled: dim,
    expired: dim,
    failed: red,
  };
  return {
    strong: bold,
    faint: dim,
    good: green,
    warning: yellow,
    bad: (text) => bold(red(text)),
    // A newer server may know more states.
    state: (state) => (byState[state] ?? String)(state),
  };
}
