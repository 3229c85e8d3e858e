/** A rate over any sixty seconds, as strict as such a limit can be: no window begins anew at a fixed moment. */

const WINDOW_MS = 60_000;

/** Counts what was allowed within the last minute. */
export class SlidingMinute {
  private allowedAtMs: number[] = [];

  /** @param perMinute how many any sixty seconds may have */
  constructor(private readonly perMinute: number) {}

  /** Takes one. `retryAfterS` is whole seconds, 0 when it was allowed. */
  take(nowMs: number): { isAllowed: boolean; remaining: number; retryAfterS: number } {
    const from = this.allowedAtMs.findIndex((atMs) => atMs > nowMs - WINDOW_MS);
    this.allowedAtMs = from === -1 ? [] : this.allowedAtMs.slice(from);
    const oldest = this.allowedAtMs[0];
    if (oldest !== undefined && this.allowedAtMs.length >= this.perMinute) {
      const retryAfterS = Math.ceil((oldest + WINDOW_MS - nowMs) / 1_000);
      return { isAllowed: false, remaining: 0, retryAfterS };
    }
    this.allowedAtMs.push(nowMs);
    return { isAllowed: true, remaining: this.perMinute - this.allowedAtMs.length, retryAfterS: 0 };
  }
}
