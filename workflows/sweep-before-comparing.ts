/**
 * The sweep as release 0.1.0 began it, for those under way when a later release takes over. It told orders of titles
 * alone, through activities that no worker has any more: such a sweep fails, and the next one reads the same time again.
 */
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Details, HistoryEntry } from '../activities/inputs';
import { readingActivities } from './activity-profiles';
import { plusMs } from './instants';
import { SWEEP_URGENCY } from './urgency';

/** What such a sweep handed to the next; only `upTo` is still of use. */
export interface FormerResult {
  upTo: string;
  seen: string[];
  hinted: number;
  strangers: number;
}

interface FormerActivities {
  passHints(input: { entries: HistoryEntry[] }): Promise<{ hinted: number; strangers: string[] }>;
  passStranger(input: { orderId: string; reservationUuid: string }): Promise<void>;
}

const OVERLAP_MS = 10 * 60 * 1000;
const FIRST_WINDOW_MS = 24 * 60 * 60 * 1000;
const MAX_STRANGERS = 20;

/** The steps of such a sweep, as its history has them. */
export async function sweepBeforeComparing(providerTimeoutMs: number): Promise<FormerResult> {
  const reading = readingActivities(providerTimeoutMs, SWEEP_URGENCY);
  const engine = proxyActivities<FormerActivities>({
    startToCloseTimeout: 60_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 30_000, maximumAttempts: 10 },
  });
  const last = workflowInfo().lastResult as FormerResult | undefined;
  const now = new Date().toISOString();
  const from = plusMs(last?.upTo ?? plusMs(now, -FIRST_WINDOW_MS), -OVERLAP_MS);
  const entries = await reading.readHistory({ from, to: plusMs(now, OVERLAP_MS), at: now });
  const seen = new Set(last?.seen ?? []);
  const fresh = entries.filter(({ uuid, title, at }) => !seen.has(`${uuid} ${title} ${at}`));
  const { hinted, strangers } =
    fresh.length > 0 ? await engine.passHints({ entries: fresh }) : { hinted: 0, strangers: [] };
  for (const reservationUuid of strangers.slice(0, MAX_STRANGERS)) {
    const details: Details | null = await reading
      .readDetails({ reservationUuid, currency: 'NOK', at: now })
      .catch(() => null);
    if (details?.referenceNumber)
      await engine.passStranger({ orderId: details.referenceNumber, reservationUuid });
  }
  return { upTo: now, seen: [], hinted, strangers: strangers.length };
}
