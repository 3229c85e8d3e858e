/** Does something again and again, but leaves it time to rest: at once, and once more if it was asked for meanwhile. */

/** What took long rests longer: this many times as long as it took, within the bounds. */
const REST = 4;

/**
 * Wraps `work`. Between its end and its next beginning lie at least `leastMs`, so that even a slow one is not done without
 * pause, and at most `mostMs`, however long it took; `cancel` drops what is still to come.
 */
export function throttled(
  work: () => Promise<void>,
  { leastMs, mostMs }: { leastMs: number; mostMs: number },
): { run: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isAskedAgain = false;
  let isCancelled = false;

  const rested = (): void => {
    isBusy = false;
    if (!isAskedAgain) return;
    isAskedAgain = false;
    run();
  };
  const run = (): void => {
    if (isBusy) {
      isAskedAgain = true;
      return;
    }
    isBusy = true;
    const begunMs = performance.now();
    void work().finally(() => {
      const tookMs = performance.now() - begunMs;
      const restMs = Math.min(mostMs, Math.max(leastMs, tookMs * REST));
      if (!isCancelled) timer = setTimeout(rested, restMs);
    });
  };
  const cancel = (): void => {
    isCancelled = true;
    clearTimeout(timer);
  };
  return { run, cancel };
}
