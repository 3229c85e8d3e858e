/** What the stub provider was sent: each call with its time, and who was sent twice. */
import { CALLS, type Call, type CallRecord, type ProviderStats } from './facts';

const MONEY_CALLS: readonly Call[] = ['capture', 'charge', 'refund', 'cancel'];

/** These may come as often as they like. */
const READINGS: readonly Call[] = ['details', 'history'];

/** The record since the start, or the last `clear`. */
export class CallLog {
  private calls: CallRecord[] = [];
  private callbacks: Record<string, number> = {};

  add(record: CallRecord): void {
    this.calls.push(record);
  }

  /** @param result the status that a callback was answered with, or `failed` */
  addCallback(result: string): void {
    this.callbacks[result] = (this.callbacks[result] ?? 0) + 1;
  }

  clear(): void {
    this.calls = [];
    this.callbacks = {};
  }

  stats(): ProviderStats {
    const counts = none();
    const repeats = none();
    const seen = new Set<string>();
    for (const { call, reservationUuid, referenceNo, status } of this.calls) {
      counts[call] += 1;
      if (status >= 300 || READINGS.includes(call)) continue;
      const subject = call === 'submit' || call === 'create' ? referenceNo : reservationUuid;
      const key = `${call} ${subject}`;
      if (seen.has(key)) repeats[call] += 1;
      seen.add(key);
    }
    return {
      calls: this.calls,
      counts,
      repeats,
      moneyRepeats: MONEY_CALLS.reduce((sum, call) => sum + repeats[call], 0),
      refusedByRate: this.calls.filter(({ status }) => status === 429).length,
      callbacks: this.callbacks,
    };
  }
}

function none(): Record<Call, number> {
  return Object.fromEntries(CALLS.map((call) => [call, 0])) as Record<Call, number>;
}
