/** Finds names in the environment that were meant for Holdfast but are not read: a typing error must not pass in silence. */

import { distance } from 'fastest-levenshtein';

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
