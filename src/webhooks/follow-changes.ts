/**
 * Follows what changes and what falls due, and wakes the orders' webhooks. It keeps nothing but the instant up to which it
 * looked: whatever it misses it finds again, and whoever is woken in vain goes back to sleep.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { type ChangeFeed, OVERLAP_MS } from '../changes/change-feed';
import type { SeenChange, WebhookDeliveries } from '../records/webhook-deliveries';
import { DUE_SOON_EVENT_ID } from './webhook-events';

/** What following stands on. */
export interface FollowParts {
  feed: Pick<ChangeFeed, 'changesSince'>;
  books: Pick<WebhookDeliveries, 'unseen' | 'sawChanges' | 'overdue' | 'having' | 'prune'>;
  /** Has an order's webhooks delivered. */
  wake(orderId: string): Promise<void>;
  /** Orders whose timer acts after the one instant and until the other. */
  ordersDue(after: Date, until: Date): Promise<string[]>;
  /** Told when a look for such orders has failed; a minute later comes the next. */
  dueLookFailed(error: unknown): void;
  dueSoonMs: number;
  /** How often is looked. */
  pollMs: number;
  /** Says that it lives, and up to which instant changes were followed. */
  beat(upTo: string): void;
  /** Ends it soon. */
  stopping: AbortSignal;
}

/** From when on it is told, and up to which instant it was followed before. */
export interface Followed {
  since: string;
  upTo: string;
}

const MINUTE_MS = 60_000;
const RUN_MS = 60 * MINUTE_MS;

/** Most is shown at once; one look in so many goes back as far as the engine's lists may lag. */
const NARROW_MS = 5_000;
const WIDE_EVERY = 10;

/** The first look of each run goes back a day, for what lists showed later than that. */
const DEEP_MS = 25 * 60 * MINUTE_MS;

/** A hold may come into the engine's lists after its instant has passed the horizon. */
const DUE_OVERLAP_MS = 15 * MINUTE_MS;

/** What has waited so long for an attempt that was due may have nobody who makes it; and so long he is not told again. */
const OVERDUE_MS = MINUTE_MS;

/** What was delivered is forgotten after a month. */
const KEPT_MS = 30 * 24 * 60 * MINUTE_MS;

const AT_ONCE = 10;
const BATCH = 500;

/** Looks again and again, for an hour at most; gives the instant up to which changes were followed. @throws what the engine and the record throw */
export async function followChanges(parts: FollowParts, { since, upTo }: Followed): Promise<string> {
  const { stopping, beat, pollMs } = parts;
  const endsAtMs = Date.now() + RUN_MS;
  const seen = new Map<string, string>();
  const woken = new Map<string, number>();
  let followedMs = Date.parse(upTo);
  let minuteAtMs = 0;
  let horizonMs: number | null = null;
  for (let round = 0; !stopping.aborted && Date.now() < endsAtMs; round += 1) {
    const askedMs = Date.now();
    beat(isoOf(followedMs));
    const fromMs = lookBack(round, followedMs, askedMs);
    await wakeChanged(parts, isoOf(Math.max(fromMs, Date.parse(since))), seen);
    // Not all were woken then: the next one looks from the same place.
    if (stopping.aborted) break;
    followedMs = askedMs;
    if (round % WIDE_EVERY === 0) await wakeOverdue(parts, woken, askedMs);
    if (askedMs >= minuteAtMs) {
      minuteAtMs = askedMs + MINUTE_MS;
      horizonMs = await wakeDue(parts, horizonMs, askedMs).catch((error: unknown) => {
        // What happens is told whatever becomes of this; the next look begins where the last good one ended.
        parts.dueLookFailed(error);
        return horizonMs;
      });
      await parts.books.prune(isoOf(askedMs - KEPT_MS), BATCH);
    }
    await delay(pollMs, undefined, { signal: stopping }).catch(() => undefined);
  }
  return isoOf(followedMs);
}

function lookBack(round: number, followedMs: number, nowMs: number): number {
  if (round === 0) return Math.min(followedMs - OVERLAP_MS, nowMs - DEEP_MS);
  return followedMs - (round % WIDE_EVERY === 0 ? OVERLAP_MS : NARROW_MS);
}

/** An order's clock may be ahead of ours: what was seen is kept as long as lists may show it. */
async function wakeChanged(parts: FollowParts, from: string, seen: Map<string, string>): Promise<void> {
  const { feed, books } = parts;
  const changes = await feed.changesSince(from);
  const fresh = changes.filter(({ orderId, changedAt }) => seen.get(orderId) !== changedAt);
  if (fresh.length === 0) return;
  const unseen = await books.unseen(fresh);
  await wakeAll(
    parts,
    unseen.map(({ orderId }) => orderId),
  );
  if (parts.stopping.aborted) return;
  if (unseen.length > 0) await books.sawChanges(unseen.map(seenOf));
  for (const { orderId, changedAt } of fresh) seen.set(orderId, changedAt);
}

function seenOf({ orderId, changedAt }: SeenChange): SeenChange {
  return { orderId, changedAt };
}

/** Gives the horizon that was looked up to. */
async function wakeDue(parts: FollowParts, horizonMs: number | null, nowMs: number): Promise<number> {
  const untilMs = nowMs + parts.dueSoonMs;
  const afterMs = horizonMs === null ? nowMs : Math.max(nowMs, horizonMs - DUE_OVERLAP_MS);
  const orderIds = await parts.ordersDue(new Date(afterMs), new Date(untilMs));
  const told = await parts.books.having(orderIds, DUE_SOON_EVENT_ID);
  await wakeAll(
    parts,
    orderIds.filter((orderId) => !told.has(orderId)),
  );
  return untilMs;
}

/** What is replayed; and what has lost its workflow, because somebody has ended it. `woken`: who was told when. */
async function wakeOverdue(parts: FollowParts, woken: Map<string, number>, nowMs: number): Promise<void> {
  const beforeMs = nowMs - OVERDUE_MS;
  for (const [orderId, atMs] of woken) if (atMs < beforeMs) woken.delete(orderId);
  const overdue = await parts.books.overdue(isoOf(beforeMs), BATCH);
  const orderIds = overdue.filter((orderId) => !woken.has(orderId));
  await wakeAll(parts, orderIds);
  for (const orderId of orderIds) woken.set(orderId, nowMs);
}

async function wakeAll({ wake, stopping }: FollowParts, orderIds: readonly string[]): Promise<void> {
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    orderIds.map((orderId) =>
      limit(async () => {
        if (!stopping.aborted) await wake(orderId);
      }),
    ),
  );
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
