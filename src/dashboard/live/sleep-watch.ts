/** Tells when a page comes back after so long that it may have slept. Pure. */

/** Whether a connection outlived a longer time than this, nothing tells: the server's heartbeats reach no page. */
const ASLEEP_MS = 60_000;

/** A function to be told, at each change, whether the page is hidden, and when (ms of the epoch); true on coming back. */
export function watchSleep(): (isHidden: boolean, nowMs: number) => boolean {
  let hiddenAtMs: number | null = null;
  return (isHidden, nowMs) => {
    const hasSlept = !isHidden && hiddenAtMs !== null && nowMs - hiddenAtMs > ASLEEP_MS;
    hiddenAtMs = isHidden ? (hiddenAtMs ?? nowMs) : null;
    return hasSlept;
  };
}
