// Ids as the provider writes them: a prefix and ten digits, from the seeded generator, never one that is taken,
// not even by an earlier run on the same file.
import type { Random } from './random';
import type { Reservation } from './reservation';

/** What the provider's ids begin with: reservation, customer, capture, charge. */
export type IdPrefix = 'RES' | 'CSRT' | 'CAP' | 'CHA';

/** Hands out ids. */
export class Ids {
  private readonly taken = new Set<string>();
  private lastLineId: number;

  constructor(private readonly random: Random) {
    this.lastLineId = 100 + Math.floor(random.next() * 400);
  }

  /** Marks everything a reservation uses as taken. */
  remember(reservation: Reservation): void {
    const { uuid, customerUuid, paymentToken, captures, charges, lines } = reservation;
    const takings = [...captures, ...charges].map((taking) => taking.uuid);
    for (const id of [uuid, customerUuid, paymentToken, ...takings]) {
      if (id !== null) this.taken.add(id);
    }
    this.lastLineId = Math.max(this.lastLineId, ...lines.map((line) => line.id));
  }

  /** A new id, such as RES1943140879. */
  next(prefix: IdPrefix): string {
    return this.untaken(() => `${prefix}${this.random.digits(10)}`);
  }

  /** A new token of a payment page. */
  nextToken(): string {
    return this.untaken(() => this.random.hex(32));
  }

  /** A new product id: a whole number, rising. */
  nextLineId(): number {
    this.lastLineId += 1;
    return this.lastLineId;
  }

  private untaken(draw: () => string): string {
    let id = draw();
    while (this.taken.has(id)) id = draw();
    this.taken.add(id);
    return id;
  }
}
