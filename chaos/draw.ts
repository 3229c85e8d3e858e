/** Decisions drawn from a seed: the same seed and name give the same decision on every machine. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';

/** One value, drawn from the seed and the name alone: no draw depends on another one. */
export function draw<T>(arbitrary: fc.Arbitrary<T>, seed: number, name: string): T {
  const digest = createHash('sha256').update(`${seed}/${name}`).digest();
  const [value] = fc.sample(fc.noBias(arbitrary), { seed: digest.readInt32BE(0), numRuns: 1 });
  return value as T;
}

/** One of several, each as often as its weight says. */
export function weighted<T>(...choices: [number, T][]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

/** A short name for many decisions: two runs that print the same one decided the same. */
export function digestOf(decisions: unknown): string {
  return createHash('sha256').update(JSON.stringify(decisions)).digest('hex').slice(0, 16);
}
