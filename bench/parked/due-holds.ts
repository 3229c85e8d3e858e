/**
 * Holds made six days ago under the usual policy, so that their timers come evenly one after the other from a moment on; and
 * how late what their timers send was.
 */
import { asSeed, type ParkedOrder, parkedHold } from '../parking/parked-hold';
import type { CallRecord, SeedHold } from '../provider/facts';

/** Holds are captured a day before they end, and they end after seven. */
const TIMER_AFTER_MS = 6 * 24 * 60 * 60_000;

/** Beyond all that a stub gives out by itself. */
const FIRST_UUID = 8_000_000_000;

/** The first timer, and how far apart they are; ms since 1970, and ms. */
export interface DueTimes {
  fromMs: number;
  gapMs: number;
}

/** Makes them, and remembers what the provider has to know of them. */
export class DueHolds {
  readonly seeds: SeedHold[] = [];
  private readonly dueAtMs = new Map<string, number>();

  constructor(private readonly times: DueTimes) {}

  /** The `index`-th, whose timer is the `index`-th to come. */
  at(index: number): ParkedOrder {
    const dueAtMs = this.times.fromMs + index * this.times.gapMs;
    const made = parkedHold({
      orderId: `due-${index}`,
      reservationUuid: `RES${FIRST_UUID + index}`,
      reservedAtMs: Math.round(dueAtMs - TIMER_AFTER_MS),
      policy: {},
    });
    this.dueAtMs.set(made.input.orderId, Math.round(dueAtMs));
    this.seeds.push(asSeed(made));
    return made;
  }

  /** How long after its timer each hold was captured, in ms; other orders' captures do not count. */
  latenessMs(calls: readonly CallRecord[]): number[] {
    return calls.flatMap(({ call, referenceNo, atMs }) => {
      const dueAtMs = call === 'capture' ? this.dueAtMs.get(referenceNo ?? '') : undefined;
      return dueAtMs === undefined ? [] : [atMs - dueAtMs];
    });
  }
}
