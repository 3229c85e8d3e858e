/** Does something at most every so often: at once, and once more at the end if it was asked for meanwhile. */

/** Wraps `work`; `cancel` drops what is still to come. */
export function throttled(work: () => void, everyMs: number): { run: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAskedAgain = false;

  const run = (): void => {
    if (timer !== undefined) {
      isAskedAgain = true;
      return;
    }
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      run();
    }, everyMs);
  };
  return { run, cancel: () => clearTimeout(timer) };
}
