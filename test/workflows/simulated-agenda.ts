/** What will happen at which time, in a simulated life: earliest first, and what was planned first at the same time. */
export class Agenda {
  readonly #entries: { atMs: number; act: () => void }[] = [];

  /** When the next one is due; infinity when nothing is planned. */
  get nextMs(): number {
    return this.#entries[0]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  add(atMs: number, act: () => void): void {
    const place = this.#entries.findIndex((entry) => entry.atMs > atMs);
    this.#entries.splice(place < 0 ? this.#entries.length : place, 0, { atMs, act });
  }

  /** Lets the next one happen. */
  next(): void {
    this.#entries.shift()?.act();
  }
}
