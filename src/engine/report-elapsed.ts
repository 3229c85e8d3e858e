// Tells a waiting person, at an even pace, that a long step is still going on.

const INTERVAL_MS = 15_000;

/** Awaits `work`; until it settles, reports `describe(elapsedSeconds)` every 15 s. Passes on its result or error. */
export async function reportElapsed<T>(
  work: Promise<T>,
  onProgress: (line: string) => void,
  describe: (elapsedSeconds: number) => string,
): Promise<T> {
  const startedAtMs = Date.now();
  const timer = setInterval(
    () => onProgress(describe(Math.round((Date.now() - startedAtMs) / 1000))),
    INTERVAL_MS,
  );
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
