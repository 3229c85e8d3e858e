/**
 * Every duration of a chaos run, with the reason. Real time is short, so windows are minutes and margins what killed
 * processes truly need.
 */

/** One HTTP call to the provider: the sandbox answers in milliseconds, and whatever is silent is silent for good. */
export const PROVIDER_TIMEOUT_MS = 2_000;

/** The gaps between readings. Four of them, for fewer than three absent ones prove nothing; together 10 s. */
export const VERIFY_GAPS_MS = [1_000, 2_000, 3_000, 4_000];

/** Details lag behind by this at most: below the last gap, so that a schedule outlasts it. */
export const LONGEST_DETAILS_LAG_MS = 3_000;

/** How often history is read; every second payment is learned from it, since its callback was dropped. */
export const SWEEP_INTERVAL_MS = 5_000;

/** The provider's job makes an unpaid link EXPIRED so long after its end. */
export const EXPIRY_LAG_MS = 3_000;

/**
 * The safety margin: what a whole-runway capture may need at its worst.
 * 11 s: the workflow task of a killed worker (10 s) and its sticky queue (1 s).
 * 15 s: an engine that was killed, with its start and its shards.
 * 14 s: a baseline and a send whose workers were killed (time-out + 5 s each).
 * 3 x 10 s: the readings of three sends. 10 s for back-off (401, 429) and repeated readings.
 */
export const SAFETY_MARGIN_MS = 80_000;

/** At least twice the margin; a little more, so that not all timers of one burst meet. */
export const CAPTURE_WINDOW_MS = { min: 160_000, max: 165_000 };

/** The sandbox takes captures for longer than any order's window: it must not be what prevents a late one. */
export const SANDBOX_WINDOW_MS = 3_600_000;

/** A payment link that is meant to be paid. */
export const LINK_MS = 600_000;

/** One lifecycle: hold, window less margin, three schedules, an operator's hesitation. What takes longer is left to the end. */
export const LIFE_MS = 240_000;

/** What is left to settle once the faults are off. */
export const SETTLING_MS = 180_000;

/** How long an attention stands before somebody answers it: a person reads first. */
export const HESITATION_MS = 4_000;

/** `capture_at_risk` is said while the books are still being read: whoever knows that gives them the time of a schedule. */
export const PATIENCE_MS = 18_000;
