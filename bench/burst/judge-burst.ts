/** Judges what a provider with a rate was sent while many captures were due. Pure. */

/** Percent of the pairs that were sent in the order of their deadlines; `deadlinesMs` in the order in which they were sent. */
export function pairsInOrderPercent(deadlinesMs: readonly number[]): number {
  let inOrder = 0;
  let pairs = 0;
  for (const [index, deadlineMs] of deadlinesMs.entries()) {
    for (const laterMs of deadlinesMs.slice(index + 1)) {
      pairs += 1;
      if (laterMs >= deadlineMs) inOrder += 1;
    }
  }
  return pairs === 0 ? 100 : (inOrder / pairs) * 100;
}

/** By how much the deadline of any capture was later than that of one that was sent after it, in ms at most. */
export function overtakenByMs(deadlinesMs: readonly number[]): number {
  let latestMs = Number.NEGATIVE_INFINITY;
  let mostMs = 0;
  for (const deadlineMs of deadlinesMs) {
    latestMs = Math.max(latestMs, deadlineMs);
    mostMs = Math.max(mostMs, latestMs - deadlineMs);
  }
  return mostMs;
}

/** Percent of a budget that calls have used between two moments, the first counted and the last not. */
export function budgetUsedPercent(
  callsAtMs: readonly number[],
  { fromMs, untilMs, ratePerMinute }: { fromMs: number; untilMs: number; ratePerMinute: number },
): number {
  const used = callsAtMs.filter((atMs) => atMs >= fromMs && atMs < untilMs).length;
  return (used / (((untilMs - fromMs) / 60_000) * ratePerMinute)) * 100;
}
