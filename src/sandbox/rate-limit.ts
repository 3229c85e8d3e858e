// The merchant's budget of calls: so many a minute, counted from the first call of each minute, in real time.
// The provider sends the two headers; that its window is a minute is taken, not stated.

const WINDOW_MS = 60_000;

/** What one call costs: whether it may go on, and what the headers say. */
export interface RateVerdict {
  isAllowed: boolean;
  limit: number;
  remaining: number;
  /** Whole seconds until the next window. */
  retryAfterS: number;
}

/** Counts calls. */
export class RateLimit {
  private windowEndsAtMs = 0;
  private used = 0;

  /** @param perMinute how many calls a minute are answered */
  constructor(public perMinute: number) {}

  /** Takes one call off the budget. */
  take(nowMs: number): RateVerdict {
    if (nowMs >= this.windowEndsAtMs) {
      this.windowEndsAtMs = nowMs + WINDOW_MS;
      this.used = 0;
    }
    const isAllowed = this.used < this.perMinute;
    if (isAllowed) this.used += 1;
    return {
      isAllowed,
      limit: this.perMinute,
      remaining: this.perMinute - this.used,
      retryAfterS: Math.ceil((this.windowEndsAtMs - nowMs) / 1000),
    };
  }

  /** Begins a new minute at once. */
  reset(): void {
    this.windowEndsAtMs = 0;
  }
}
