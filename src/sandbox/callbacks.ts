// Sends callbacks: after the fact, once, with a time-out, and no retry, as the provider documents none.
// Faults may drop, double, delay, reorder, forge or misspell them. What became of each stands in the books.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Books, CallbackRecord } from './books';
import { type CallbackFacts, type CallbackStatus, callbackUrl } from './callback-query';
import { nowOf } from './clock';
import type { CallbackFault, Faults } from './faults';
import type { Reservation } from './reservation';
import type { Settings } from './settings';

const DEFAULT_DELAY_MS = 1_000;

/** Sends the callbacks of all reservations. */
export class Callbacks {
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly heldBack = new Map<string, () => void>();

  constructor(
    private readonly settings: Settings,
    private readonly faults: Faults,
    private readonly books: Books,
  ) {
    // Every callback under way listens to it; that there are many is no leak.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Announces a change; returns at once, and sends once what is being done now has been stored. */
  announce(reservation: Reservation, status: CallbackStatus, amountMinor: number): void {
    if (reservation.order.callback.callbackUrl === null) return;
    const aim = { reservationUuid: reservation.uuid, referenceNo: reservation.order.referenceNo };
    const fault = this.faults.drawForCallback(status, aim);
    const sending = this.carryOut({ reservation, status, amountMinor, nowMs: nowOf(reservation) }, fault)
      .catch((error: unknown) => {
        this.settings.logger.error(
          { reservationUuid: reservation.uuid, error: String(error) },
          'callback broke',
        );
      })
      .finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay);
  }

  private async carryOut(facts: CallbackFacts, fault: CallbackFault | null): Promise<void> {
    const { uuid } = facts.reservation;
    const kind = fault?.callback ?? null;
    await new Promise((resolve) => setImmediate(resolve));
    if (kind === 'drop') {
      this.record(facts, { result: 'dropped', httpStatus: null, fault: kind });
      return;
    }
    if (kind === 'delay') await this.pause(fault?.delayMs ?? DEFAULT_DELAY_MS);
    if (kind === 'reorder') await this.holdBack(uuid, fault?.delayMs ?? DEFAULT_DELAY_MS);
    const isMisspelt = kind === 'misspell' && facts.status === 'RESERVED';
    const said = isMisspelt ? { ...facts, status: 'RESEVRED' } : facts;
    await this.send(said, kind);
    if (kind === 'double') await this.send(said, kind);
    if (kind !== 'reorder') this.heldBack.get(uuid)?.();
  }

  private async send(facts: CallbackFacts, fault: CallbackFault['callback'] | null): Promise<void> {
    const secret = fault === 'forge' ? `not-${this.settings.callbackSecret}` : this.settings.callbackSecret;
    const url = callbackUrl(facts, secret);
    if (url === null || this.stopping.signal.aborted) return;
    if (this.settings.callbacksTo === 'loopback' && !isLoopback(url)) {
      this.record(facts, { result: 'not_allowed', httpStatus: null, fault });
      return;
    }
    const signal = AbortSignal.any([
      this.stopping.signal,
      AbortSignal.timeout(this.settings.callbackTimeoutMs),
    ]);
    try {
      const response = await fetch(url, { redirect: 'manual', signal });
      await response.body?.cancel();
      this.record(facts, { result: 'sent', httpStatus: response.status, fault });
    } catch {
      if (!this.stopping.signal.aborted) this.record(facts, { result: 'failed', httpStatus: null, fault });
    }
  }

  private record(
    { reservation, status }: CallbackFacts,
    entry: Pick<CallbackRecord, 'result' | 'httpStatus' | 'fault'>,
  ): void {
    this.books.addCallback({
      at: new Date().toISOString(),
      reservationUuid: reservation.uuid,
      status,
      ...entry,
    });
  }

  private async holdBack(uuid: string, atMostMs: number): Promise<void> {
    const released = new Promise<void>((resolve) => this.heldBack.set(uuid, resolve));
    await Promise.race([released, this.pause(atMostMs)]);
    this.heldBack.delete(uuid);
  }

  private async pause(durationMs: number): Promise<void> {
    await sleep(durationMs, undefined, { signal: this.stopping.signal }).catch(() => {});
  }
}

function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname) || url.hostname.endsWith('.localhost');
}
