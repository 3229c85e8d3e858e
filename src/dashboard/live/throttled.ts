/** Does something again and again, but leaves it time to rest: at once, and once more if it was asked for meanwhile. */

/** What took long rests longer: at least this many times as long as it took. */
const REST = 4;

/** Wraps `work`. Between its end and its next beginning lie at least `everyMs`; `cancel` drops what is still to come. */
export function throttled(
  work: () => Promise<void>,
  everyMs: number,
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
      const restMs = Math.max(everyMs, (performance.now() - begunMs) * REST);
      if (!isCancelled) timer = setTimeout(rested, restMs);
    });
  };
  const cancel = (): void => {
    isCancelled = true;
    clearTimeout(timer);
  };
  return { run, cancel };
}
