/**
 * The stub provider's books: reservations in memory. It executes whatever it is sent and judges nothing: a call that is
 * sent twice is executed twice, and shows in the record.
 */
import type { SeedHold } from './facts';

/** An amount taken, in decimals of the main unit. */
export interface Taken {
  at: number;
  amount: number;
  reference: string;
  note: string | null;
}

/** One line as details show it. */
export interface ProductLine {
  id: number;
  name: string;
  productId: string | null;
  tax: string;
  amount: number;
  captured: number;
}

/** One reservation. Amounts in the main unit, times in Unix seconds, as on the wire. */
export interface StubReservation {
  uuid: string;
  referenceNo: string | null;
  callbackUrl: string | null;
  lines: ProductLine[];
  grandTotal: number;
  createdAt: number;
  linkExpiresAt: string;
  /** Null until it is paid. */
  reservedAt: number | null;
  ended: 'COMPLETED' | 'CANCELLED' | null;
  captured: Taken[];
  charged: Taken[];
  refunded: { at: number; amount: number; reference: string; source: string }[];
}

/** A submit's body, as far as the stub reads it. */
export interface SubmitBody {
  referenceNo?: string | null;
  dueDateForPaymentLink?: string;
  products: Record<string, { name: string; productId?: string | null; tax: string; amount: string | number }>;
  orderSummary: { grandTotal: string | number };
  callback?: { callbackUrl?: string };
}

const IDS_PER_SEED = 1_000_000;

/** Makes and finds reservations. */
export class Reservations {
  private readonly byUuid = new Map<string, StubReservation>();
  private lastNumber: number;

  /** @param seed where ids begin, at most 9,999 */
  constructor(seed: number) {
    this.lastNumber = seed * IDS_PER_SEED;
  }

  find(uuid: string): StubReservation | null {
    return this.byUuid.get(uuid) ?? null;
  }

  /** Forgets all. Ids are not given again. */
  clear(): void {
    this.byUuid.clear();
  }

  submit(body: SubmitBody): StubReservation {
    return this.keep({
      uuid: this.nextId('RES'),
      referenceNo: body.referenceNo ?? null,
      callbackUrl: body.callback?.callbackUrl ?? null,
      lines: Object.values(body.products).map(({ name, productId, tax, amount }) => ({
        id: this.nextNumber(),
        name,
        productId: productId ?? null,
        tax,
        amount: Number(amount),
        captured: 0,
      })),
      grandTotal: Number(body.orderSummary.grandTotal),
      createdAt: nowSeconds(),
      linkExpiresAt: body.dueDateForPaymentLink ?? '',
      reservedAt: null,
    });
  }

  /** A hold that is there already. */
  seed({ reservationUuid, referenceNo, reservedAtMs, lines }: SeedHold): void {
    const reservedAt = Math.floor(reservedAtMs / 1_000);
    const kept = lines.map(({ id, name, amountMinor }) => ({
      id,
      name,
      productId: null,
      tax: '25',
      amount: amountMinor / 100,
      captured: 0,
    }));
    this.keep({
      uuid: reservationUuid,
      referenceNo,
      callbackUrl: null,
      lines: kept,
      grandTotal: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) / 100,
      createdAt: reservedAt,
      linkExpiresAt: String(reservedAt + 86_400),
      reservedAt,
    });
  }

  /** A new id of ten digits, such as CAP0000000012. */
  nextId(prefix: 'RES' | 'CSRT' | 'CAP' | 'CHA'): string {
    return `${prefix}${String(this.nextNumber()).padStart(10, '0')}`;
  }

  private nextNumber(): number {
    this.lastNumber += 1;
    return this.lastNumber;
  }

  private keep(made: Omit<StubReservation, 'ended' | 'captured' | 'charged' | 'refunded'>): StubReservation {
    const reservation = { ...made, ended: null, captured: [], charged: [], refunded: [] };
    this.byUuid.set(made.uuid, reservation);
    return reservation;
  }
}

/** Unix seconds. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
