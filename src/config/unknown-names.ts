/** Finds names in the environment that were meant for Holdfast but are not read: a typing error must not pass in silence. */

const OURS = /^(HOLDFAST|FRONT_PAYMENT)_/;

/** One warning per set name that begins like ours and is none of `known`; with the nearest known name where one is near. Values are never shown. */
export function warnOfUnknownNames(names: readonly string[], known: readonly string[]): string[] {
  return names
    .filter((name) => OURS.test(name) && !known.includes(name))
    .sort()
    .map((name) => {
      const nearest = known.map((candidate) => ({ candidate, steps: distance(name, candidate) }));
      const best = nearest.sort((a, b) => a.steps - b.steps)[0];
      const hint = best !== undefined && best.steps <= 4 ? `; did you mean ${best.candidate}?` : '';
      return `${name} is not a setting and was not read${hint}`;
    });
}

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, a] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, b] of [...right].entries()) {
      const replaced = (row[j] ?? 0) + (a === b ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
