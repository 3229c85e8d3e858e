/** Evidence of no known shape, as pairs of name and value that a person can read. Pure. */

/** One fact; `name` is the path of it, such as `known.ledger.reservedMinor`. */
export interface Fact {
  name: string;
  value: string | number | boolean;
}

const MAX_FACTS = 60;

/** Flattens evidence; what is null or empty is left out. */
export function factsOf(evidence: unknown, path = ''): Fact[] {
  if (evidence === null || evidence === undefined || evidence === '') return [];
  if (typeof evidence !== 'object') {
    return [{ name: path, value: evidence as string | number | boolean }];
  }
  return Object.entries(evidence)
    .flatMap(([name, value]) => factsOf(value, path === '' ? name : `${path}.${name}`))
    .slice(0, MAX_FACTS);
}

/** Whether a fact is an amount in minor units. */
export function isAmount(fact: Fact): fact is Fact & { value: number } {
  return fact.name.endsWith('Minor') && typeof fact.value === 'number';
}

/** Whether a fact is an instant. */
export function isInstant(fact: Fact): fact is Fact & { value: string } {
  return typeof fact.value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(fact.value);
}
