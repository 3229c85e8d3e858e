/**
 * Reads what the provider's history shows since the last time and hints the orders it touches: a lost callback costs
 * one call per interval, not one per reservation. A Schedule starts it; what it saw is handed to the next one.
 */
import { workflowInfo } from '@temporalio/workflow';
import type { HistoryEntry } from '../activities/inputs';
import { engineActivities, readingActivities } from './activity-profiles';
import { plusMs } from './instants';

/** Given by the Schedule. `providerTimeoutMs`: the time-out of one HTTP call. */
export interface SweepInput {
  providerTimeoutMs: number;
}

/** Handed to the next sweep by the Schedule. */
export interface SweepResult {
  /** Up to which instant history was read. */
  upTo: string;
  /** The rows of the overlap, which the next sweep will meet again. */
  seen: string[];
  hinted: number;
  strangers: number;
}

/** History has minutes only, and neither its zone nor its clock is ours: read generously, and remember what was read. */
const OVERLAP_MS = 10 * 60 * 1000;

/** Source: Front Payment, "Get Reservation History": the default window, taken for the first sweep. */
const FIRST_WINDOW_MS = 24 * 60 * 60 * 1000;

/** More strangers than this wait for the next sweep. */
const MAX_STRANGERS = 20;

/** Any currency will do: of a stranger only the reference is looked at. */
const ANY_CURRENCY = 'NOK';

/** One sweep. When it fails, the next one reads what this one did not. */
export async function sweep({ providerTimeoutMs }: SweepInput): Promise<SweepResult> {
  const reading = readingActivities(providerTimeoutMs);
  const engine = engineActivities();
  const last = workflowInfo().lastResult as SweepResult | undefined;
  const now = new Date().toISOString();
  const from = plusMs(last?.upTo ?? plusMs(now, -FIRST_WINDOW_MS), -OVERLAP_MS);
  const entries = await reading.readHistory({ from, to: plusMs(now, OVERLAP_MS), at: now });
  const seen = new Set(last?.seen ?? []);
  const fresh = entries.filter((entry) => !seen.has(keyOf(entry)));
  const { hinted, strangers } = fresh.length > 0 ? await engine.passHints({ entries: fresh }) : NOTHING;
  const later = new Set(strangers.slice(MAX_STRANGERS));
  for (const reservationUuid of strangers.slice(0, MAX_STRANGERS)) {
    const details = await reading
      .readDetails({ reservationUuid, currency: ANY_CURRENCY, at: now })
      .catch(() => null);
    if (details === null) later.add(reservationUuid);
    else if (details.referenceNumber)
      await engine.passStranger({ orderId: details.referenceNumber, reservationUuid });
  }
  const known = entries.filter((entry) => isInOverlap(entry, now) && !later.has(entry.uuid)).map(keyOf);
  return { upTo: now, seen: known, hinted, strangers: strangers.length };
}

const NOTHING = { hinted: 0, strangers: [] as string[] };

function keyOf({ uuid, title, at }: HistoryEntry): string {
  return `${uuid} ${title} ${at}`;
}

/** Twice the overlap: what the next sweep reads begins one overlap before now, and rows are a minute coarse. */
function isInOverlap({ at }: HistoryEntry, now: string): boolean {
  return at === null || at >= plusMs(now, -2 * OVERLAP_MS);
}
