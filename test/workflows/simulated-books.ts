/**
 * The simulated provider's books: reservations by the documented rules for money, what truly stands in them, and what
 * they show, which may lag. Whoever acts, our activities or somebody in the dashboard, acts here.
 */
import type { Details, HistoryEntry } from '../../activities/inputs';
import { spread } from '../../workflows/allocate';
import type { ProductAmount, ProviderMovement, ProviderProduct } from '../../workflows/reading';
import { refusal } from './simulated-faults';
import { ORDER_MINOR, readingWith } from './states';

/** How this provider differs from a perfect one. */
export interface Manners {
  /** Its clock against ours. */
  skewMs: number;
  /** So long after each change do details and history show it. */
  lagMs: number;
  /** It keeps no text of captures and charges, and so no marker. */
  losesTexts: boolean;
  /** How long a hold may be captured and charged, by its own clock. */
  captureWindowMs: number;
  chargeValidityMs: number;
}

/** Without manners of its own: exact, prompt, and with its usual windows. */
export const PLAIN: Manners = {
  skewMs: 0,
  lagMs: 0,
  losesTexts: false,
  captureWindowMs: 7 * 86_400_000,
  chargeValidityMs: 90 * 86_400_000,
};

/** Who moves it, under which marker; null is somebody in the dashboard. */
export interface Act {
  amountMinor: number;
  marker: string | null;
  hasText?: boolean;
  products?: ProductAmount[];
}

type Movements = 'captures' | 'charges';

interface Row extends HistoryEntry {
  atMs: number;
  shownFromMs: number;
}

const MINUTE_MS = 60_000;

export class SimulatedBooks {
  readonly reservations = new Map<string, Details>();
  /** Told of every row as it is written. */
  onRow: (uuid: string, title: string) => void = () => undefined;
  readonly #manners: Manners;
  readonly #nowMs: () => number;
  readonly #shown = new Map<string, { fromMs: number; details: Details }[]>();
  readonly #rows: Row[] = [];
  #nextReference = 1;
  #lateMs = 0;

  constructor(nowMs: () => number, manners: Manners) {
    this.#nowMs = nowMs;
    this.#manners = manners;
  }

  /** What truly stands in the books, whatever they show at this moment. */
  truth(reservationUuid: string): Details {
    const details = this.reservations.get(reservationUuid);
    if (!details) throw refusal('reservationNotFound', 404);
    return details;
  }

  /** What the sweep has passed on: no copy of the details is older than that. */
  toldMs = 0;

  /** What details show at this moment, or so long ago; null while they show nothing of it. */
  shown(reservationUuid: string, agoMs = 0): Details | null {
    this.truth(reservationUuid);
    const atMs = Math.max(this.#nowMs() - agoMs, this.toldMs);
    const shown = this.#shown.get(reservationUuid) ?? [];
    return shown.findLast(({ fromMs }) => fromMs <= atMs)?.details ?? null;
  }

  /** History within a time frame of the provider's own clock; its instants are cut to the minute. */
  rows(from: string, to: string): HistoryEntry[] {
    const [fromMs, toMs, nowMs] = [Date.parse(from), Date.parse(to), this.#nowMs()];
    return this.#rows
      .filter(({ atMs, shownFromMs }) => atMs >= fromMs && atMs <= toMs && shownFromMs <= nowMs)
      .map(({ uuid, title, at }) => ({ uuid, title, at }));
  }

  /** Acts, and shows what it changed so late, where that is later than the usual lag. */
  shownLate<T>(lateMs: number, act: () => T): T {
    this.#lateMs = lateMs;
    try {
      return act();
    } finally {
      this.#lateMs = 0;
    }
  }

  place(orderId: string): string {
    const reservationUuid = `RES${this.reservations.size + 1}`;
    const unpaid = { status: 'SENT', reservedAt: null, reservedMinor: 0 };
    const { at: _at, ...details } = readingWith({}, { ...unpaid, reservationUuid, referenceNumber: orderId });
    this.reservations.set(reservationUuid, details);
    this.#change(reservationUuid, {});
    this.write(reservationUuid, 'payment-link-sent-to-customer');
    return reservationUuid;
  }

  /** The customer pays at the checkout page, if it still stands. */
  pay(reservationUuid: string): boolean {
    if (this.truth(reservationUuid).status !== 'SENT') return false;
    const reservedAt = new Date(this.#nowMs() + this.#manners.skewMs).toISOString();
    this.#change(reservationUuid, { status: 'RESERVED', reservedAt, reservedMinor: ORDER_MINOR });
    this.write(reservationUuid, 'amount-reserved');
    return true;
  }

  /** The link's end, as the provider sees it. */
  expire(reservationUuid: string): void {
    if (this.truth(reservationUuid).status !== 'SENT') return;
    this.#change(reservationUuid, { status: 'EXPIRED' });
    this.write(reservationUuid, 'order-expired');
  }

  capture(reservationUuid: string, act: Act): { reference: string } {
    const { status, reservedMinor, capturedMinor, reservedAt, products } = this.truth(reservationUuid);
    if (status === 'CANCELLED') throw refusal('reservationStatusAlreadyCancelled');
    if (status !== 'RESERVED' || capturedMinor + act.amountMinor > reservedMinor)
      throw refusal('requestedCaptureAmountExceedAvailableCaptureRunway');
    if (this.#isPast(reservedAt, this.#manners.captureWindowMs))
      throw refusal('paymentCaptureDeadlineExceed');
    const taken = takenOf(products, act);
    if (taken.some(({ amountMinor, capturedMinor: sum }) => sum > amountMinor))
      throw refusal('requestProductIdNotAvailable');
    return this.#move(reservationUuid, 'captures', act, { products: taken });
  }

  charge(reservationUuid: string, act: Act): { reference: string } {
    const { status, reservedAt } = this.truth(reservationUuid);
    if (status !== 'RESERVED') throw refusal('paymentChargeRunwayExceed');
    if (this.#isPast(reservedAt, this.#manners.chargeValidityMs))
      throw refusal('paymentChargeDeadlineExceed');
    return this.#move(reservationUuid, 'charges', act, {});
  }

  refund(reservationUuid: string, reference: string, amountMinor: number): void {
    const details = this.truth(reservationUuid);
    const back = (movement: ProviderMovement): ProviderMovement =>
      movement.reference === reference
        ? { ...movement, refundedMinor: movement.refundedMinor + amountMinor }
        : movement;
    const [captures, charges] = [details.captures.map(back), details.charges.map(back)];
    const source = [...captures, ...charges].find((movement) => movement.reference === reference);
    if (!source) throw refusal('refundRejectionForTransactionNotFound', 404);
    if (source.refundedMinor > source.amountMinor)
      throw refusal('refundRejectionForRefundRequestGreaterThanOrderAmount');
    this.#change(reservationUuid, { captures, charges });
    this.write(reservationUuid, `refund-sent-from-${reference.startsWith('CAP') ? 'captured' : 'charged'}`);
  }

  cancel(reservationUuid: string): void {
    const { status, isPaid } = this.truth(reservationUuid);
    if (status === 'CANCELLED' || status === 'COMPLETED') throw refusal('reservationStatusAlreadyCompleted');
    if (status === 'EXPIRED' || isPaid) throw refusal('prerequisiteFailedToCancelReservation');
    this.#change(reservationUuid, { status: 'CANCELLED' });
    this.write(reservationUuid, 'reservation-cancelled');
  }

  complete(reservationUuid: string): void {
    const { status, isPaid } = this.truth(reservationUuid);
    if (status !== 'RESERVED' || !isPaid) throw refusal('prerequisiteFailedToCompleteReservation');
    this.#change(reservationUuid, { status: 'COMPLETED' });
    this.write(reservationUuid, 'reservation-completed');
  }

  /** One row of the history, by the provider's clock; shown as late as the details of what it tells. */
  write(uuid: string, title: string): void {
    const nowMs = this.#nowMs();
    const atMs = nowMs + this.#manners.skewMs;
    const at = new Date(atMs - (atMs % MINUTE_MS)).toISOString();
    this.#rows.push({ uuid, title, at, atMs, shownFromMs: nowMs + this.#manners.lagMs });
    this.onRow(uuid, title);
  }

  #isPast(reservedAt: string | null, windowMs: number): boolean {
    return reservedAt !== null && this.#nowMs() + this.#manners.skewMs >= Date.parse(reservedAt) + windowMs;
  }

  #move(
    uuid: string,
    kind: Movements,
    { amountMinor, marker, hasText }: Act,
    changes: Partial<Details>,
  ): { reference: string } {
    const reference = `${kind === 'captures' ? 'CAP' : 'CHA'}${this.#nextReference++}`;
    const text = this.#manners.losesTexts
      ? { marker: null, hasText: false }
      : { marker, hasText: hasText ?? marker !== null };
    const movement: ProviderMovement = { reference, amountMinor, refundedMinor: 0, ...text };
    this.#change(uuid, { ...changes, [kind]: [...this.truth(uuid)[kind], movement] });
    this.write(uuid, kind === 'captures' ? 'amount-captured-from-reservation' : 'amount-charged-from-card');
    return { reference };
  }

  /** Writes the books, their sums with them, and plans from when they show it: never before what came earlier. */
  #change(reservationUuid: string, changes: Partial<Details>): void {
    const details = { ...this.truth(reservationUuid), ...changes };
    details.capturedMinor = sumOf(details.captures, 'amountMinor');
    details.chargedMinor = sumOf(details.charges, 'amountMinor');
    details.refundedFromCapturedMinor = sumOf(details.captures, 'refundedMinor');
    details.refundedFromChargedMinor = sumOf(details.charges, 'refundedMinor');
    details.isPaid = details.capturedMinor + details.chargedMinor > 0;
    this.reservations.set(reservationUuid, details);
    const shown = this.#shown.get(reservationUuid) ?? [];
    const soonestMs = this.#nowMs() + Math.max(this.#lateMs, this.#manners.lagMs);
    shown.push({ fromMs: Math.max(soonestMs, shown.at(-1)?.fromMs ?? soonestMs), details: frozen(details) });
    this.#shown.set(reservationUuid, shown);
  }
}

/** The order's products after a capture: as it names them, or filled in their order. */
function takenOf(products: ProviderProduct[], { amountMinor, products: named = [] }: Act): ProviderProduct[] {
  const left = products.map((product) => ({
    id: product.id,
    amountMinor: product.amountMinor - product.capturedMinor,
  }));
  const parts = named.length > 0 ? named : spread(left, amountMinor);
  if (sumOf(parts, 'amountMinor') !== amountMinor)
    throw new Error('The products do not add up to the amount.');
  return products.map((product) => {
    const part = parts.find(({ id }) => id === product.id)?.amountMinor ?? 0;
    return { ...product, capturedMinor: product.capturedMinor + part };
  });
}

function sumOf<Key extends string>(parts: readonly Record<Key, number>[], key: Key): number {
  return parts.reduce((sum, part) => sum + part[key], 0);
}

/** Whoever reads the books must not write in them. */
function frozen(details: Details): Details {
  for (const part of [...details.products, ...details.captures, ...details.charges]) Object.freeze(part);
  for (const list of [details.products, details.captures, details.charges]) Object.freeze(list);
  return Object.freeze(details);
}
