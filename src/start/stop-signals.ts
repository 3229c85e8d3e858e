/** The signals that end a start: Ctrl-C, a service manager's SIGTERM, a closed terminal. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * npm passes a Ctrl-C on that the terminal has sent to the whole process group already, so that one press arrives
 * twice within moments.
 */
const SAME_PRESS_MS = 500;

/** What to do at the first signal and at the next press. */
export interface StopHandlers {
  first(signal: NodeJS.Signals): void;
  again(): void;
}

/** Listens until the function that is returned is called. */
export function onStopSignals({ first, again }: StopHandlers): () => void {
  let firstAtMs: number | null = null;
  const listener = (signal: NodeJS.Signals) => {
    if (firstAtMs === null) {
      firstAtMs = Date.now();
      first(signal);
    } else if (Date.now() - firstAtMs > SAME_PRESS_MS) {
      again();
    }
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
