/** A clock that jumps from one thing that happens to the next, and chance from a seed: each run is the same run. */

interface Happening {
  atMs: number;
  /** Of two at one instant, the one that was planned first comes first. */
  turn: number;
  run: () => void | Promise<void>;
}

/** Instants are milliseconds since 1970. */
export class SimulatedClock {
  nowMs: number;
  private readonly heap: Happening[] = [];
  private turns = 0;
  private random: number;

  constructor({ startMs, seed }: { startMs: number; seed: number }) {
    this.nowMs = startMs;
    this.random = seed;
  }

  get now(): string {
    return new Date(this.nowMs).toISOString();
  }

  /** At an instant, or now if that has gone by. */
  at(atMs: number, run: Happening['run']): void {
    this.turns += 1;
    this.heap.push({ atMs: Math.max(atMs, this.nowMs), turn: this.turns, run });
    this.rise(this.heap.length - 1);
  }

  in(delayMs: number, run: Happening['run']): void {
    this.at(this.nowMs + delayMs, run);
  }

  /** Until an instant, or until nothing is left to happen. */
  async runUntil(endMs: number): Promise<void> {
    for (let next = this.heap[0]; next && next.atMs <= endMs; next = this.heap[0]) {
      this.takeFirst();
      this.nowMs = next.atMs;
      const running = next.run();
      if (running) await running;
    }
    this.nowMs = endMs;
  }

  /** From 0 up to 1. Mulberry32. */
  chance(): number {
    this.random = (this.random + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.random ^ (this.random >>> 15), 1 | this.random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(leastMs: number, mostMs: number): number {
    return leastMs + this.chance() * (mostMs - leastMs);
  }

  private takeFirst(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(index: number): void {
    const parent = (index - 1) >> 1;
    if (index === 0 || !this.isBefore(index, parent)) return;
    this.swap(index, parent);
    this.rise(parent);
  }

  private sink(index: number): void {
    const left = 2 * index + 1;
    const right = left + 1;
    let first = index;
    if (left < this.heap.length && this.isBefore(left, first)) first = left;
    if (right < this.heap.length && this.isBefore(right, first)) first = right;
    if (first === index) return;
    this.swap(index, first);
    this.sink(first);
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one] as Happening, this.heap[other] as Happening];
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.turn < b.turn);
  }

  private swap(one: number, other: number): void {
    const kept = this.heap[one] as Happening;
    this.heap[one] = this.heap[other] as Happening;
    this.heap[other] = kept;
  }
}
