/**
 * A crowd of holds: due one right after the other, with a margin in which the rate cannot carry them all. Who does not begin
 * before the first of their timers is late with the last.
 */
import { asSeed, type ParkedOrder, parkedHold } from '../parking/parked-hold';
import type { CallRecord, SeedHold } from '../provider/facts';

const WINDOW_MS = 60 * 60_000;
const FIRST_UUID = 8_000_000_000;

/** Deadlines lie this far apart: far closer than the calls of any rate that is asked for here. */
const DEADLINES_GAP_MS = 10;

/** The margin: so much for each of the crowd, where a call at 1,200 a minute takes 51 ms. */
const MARGIN_EACH_MS = 30;
const LEAST_MARGIN_S = 1;

/** One capture as it was sent. */
export interface SentCapture {
  atMs: number;
  deadlineMs: number;
}

/** When the first of their own timers comes, in ms since 1970, and how many they are. */
export interface CrowdParts {
  dueFromMs: number;
  count: number;
}

/** Makes them, and remembers what the provider has to know of them. */
export class Crowd {
  readonly seeds: SeedHold[] = [];
  private readonly deadlinesMs = new Map<string, number>();
  private readonly marginS: number;

  constructor(private readonly parts: CrowdParts) {
    this.marginS = Math.max(LEAST_MARGIN_S, Math.round((parts.count * MARGIN_EACH_MS) / 1_000));
  }

  /** When the last of them can no longer be captured, in ms since 1970. */
  get lastDeadlineMs(): number {
    return this.deadlineMs(this.parts.count - 1);
  }

  /** The `index`-th to be parked. Neighbours have deadlines far apart: age is not the order that is wanted. */
  at(index: number): ParkedOrder {
    const deadlineMs = this.deadlineMs((index * STRIDE) % this.parts.count);
    const made = parkedHold({
      orderId: `burst-${index}`,
      reservationUuid: `RES${FIRST_UUID + index}`,
      reservedAtMs: deadlineMs - WINDOW_MS,
      policy: { captureWindow: 'PT1H', safetyMargin: `PT${this.marginS}S` },
    });
    this.deadlinesMs.set(made.input.orderId, deadlineMs);
    this.seeds.push(asSeed(made));
    return made;
  }

  /** The first captures of each that were executed, in the order in which they were. */
  sentOf(calls: readonly CallRecord[]): SentCapture[] {
    const sent = new Map<string, SentCapture>();
    for (const { call, referenceNo, status, atMs } of calls) {
      const deadlineMs = this.deadlinesMs.get(referenceNo ?? '');
      if (call !== 'capture' || status >= 300 || referenceNo === null || deadlineMs === undefined) continue;
      if (!sent.has(referenceNo)) sent.set(referenceNo, { atMs, deadlineMs });
    }
    return [...sent.values()];
  }

  private deadlineMs(place: number): number {
    return Math.round(this.parts.dueFromMs + this.marginS * 1_000 + place * DEADLINES_GAP_MS);
  }
}

/** A prime: every place is taken once as long as their number is no multiple of it. */
const STRIDE = 7_919;
