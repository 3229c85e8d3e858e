/**
 * Up to which capture deadline the store is read for a page, for it cannot sort by deadlines: widened until the page is
 * full, narrowed until it can be read at once. Engines answer few such questions a second, so what fitted once is tried
 * first the next time, and no wider than a page needs.
 */

/** What was read up to an instant; not `isWhole` when there is more than is read at once. */
export interface DueRead<T> {
  rows: T[];
  isWhole: boolean;
}

/** One page's question. */
export interface DueQuestion<T> {
  /** Reads up to an instant, or to the last deadline; `atOnce: false` reads all of it, however much that is. */
  read(until: string | undefined, options: { atOnce: boolean }): Promise<DueRead<T>>;
  /** The deadline of a row, ms of the epoch. */
  deadlineMsOf(row: T): number;
  /** Where the page begins; null for the earliest deadline of all. */
  from: string | null;
  /** So many are wanted at least. */
  least: number;
}

const STEP_MS = 3_600_000;
const DAY_MS = 24 * STEP_MS;
const WIDER = 8;
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads pages; remembers how wide the last window was. The first is `firstMs` wide: a day is enough for a page where there
 * are many, and all of it can be read where there are few.
 */
export function createDueWindow(firstMs: number = DAY_MS): <T>(question: DueQuestion<T>) => Promise<T[]> {
  let widthMs: number | null = null;
  return async (question) => {
    const beginMs = question.from === null ? 0 : Date.parse(question.from);
    const baseMs = Math.max(beginMs, Date.now());
    const bounds: Bounds = { baseMs, beginMs, tooFewMs: null, tooManyMs: null };
    const next = (): number => (widthMs === null && bounds.tooManyMs === null ? LAST_MS : nextGuess(bounds));
    for (let untilMs = Math.max(baseMs + (widthMs ?? firstMs), beginMs); ; untilMs = next()) {
      const rows = await fitting(question, untilMs, bounds);
      if (rows === null) continue;
      widthMs = enoughUntilMs(rows, question, untilMs) - baseMs;
      return rows;
    }
  };
}

/** Twice of what is wanted is room for what changes; more would only be read and thrown away. */
const ROOM = 2;

/** Up to where it would have been enough to read. */
function enoughUntilMs<T>(
  rows: readonly T[],
  { deadlineMsOf, least }: DueQuestion<T>,
  untilMs: number,
): number {
  if (rows.length <= ROOM * least) return untilMs;
  const deadlines = rows.map(deadlineMsOf).sort((one, other) => one - other);
  return Math.min(deadlines[ROOM * least - 1] ?? untilMs, untilMs);
}

/** What lies up to an instant, if that is enough and not too much; else null, and the bounds know more. */
async function fitting<T>(
  { read, least }: DueQuestion<T>,
  untilMs: number,
  bounds: Bounds,
): Promise<T[] | null> {
  const isLast = untilMs >= LAST_MS;
  const atOnce = bounds.tooManyMs === null || untilMs < bounds.tooManyMs;
  const { rows, isWhole } = await read(isLast ? undefined : new Date(untilMs).toISOString(), { atOnce });
  if (isWhole && (rows.length >= least || isLast)) return rows;
  if (isWhole) bounds.tooFewMs = untilMs;
  else bounds.tooManyMs = Math.min(untilMs, LAST_MS);
  return null;
}

interface Bounds {
  baseMs: number;
  beginMs: number;
  /** Up to here lie fewer than are wanted; null while nothing is known. */
  tooFewMs: number | null;
  /** Up to here lie more than can be read at once. */
  tooManyMs: number | null;
}

/** Never the same twice, but for `tooManyMs` itself: when nothing lies between, all up to there has to be read. */
function nextGuess({ baseMs, beginMs, tooFewMs, tooManyMs }: Bounds): number {
  if (tooManyMs === null) return baseMs + wider((tooFewMs ?? baseMs) - baseMs);
  const guessMs = tooFewMs ?? Math.max(baseMs + narrower(tooManyMs - baseMs), beginMs);
  if (tooFewMs === null && guessMs < tooManyMs && guessMs > beginMs) return guessMs;
  const widerMs = tooFewMs === null ? tooManyMs : baseMs + wider(tooFewMs - baseMs);
  if (widerMs < tooManyMs) return widerMs;
  const lowMs = tooFewMs ?? beginMs;
  return tooManyMs - lowMs <= 1 ? tooManyMs : Math.floor((lowMs + tooManyMs) / 2);
}

/** …, -8 hours, -1 hour, now, 1 hour, 8 hours, … */
function wider(offsetMs: number): number {
  if (offsetMs >= STEP_MS) return offsetMs * WIDER;
  if (offsetMs >= 0) return STEP_MS;
  return offsetMs < -STEP_MS ? offsetMs / WIDER : 0;
}

function narrower(offsetMs: number): number {
  // A bound that stands for no bound is far away: a day is a better guess than its eighth.
  if (offsetMs > DAY_MS * WIDER) return DAY_MS;
  if (offsetMs > STEP_MS) return offsetMs / WIDER;
  if (offsetMs > 0) return 0;
  return offsetMs > -STEP_MS ? -STEP_MS : offsetMs * WIDER;
}
