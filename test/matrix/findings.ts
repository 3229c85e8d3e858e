/** Collects what is not as it must be, in sentences, so that one red cell tells everything at once. */
import { isDeepStrictEqual } from 'node:util';

export interface Findings {
  /** Notes a difference between what is and what must be. */
  expect(what: string, actual: unknown, wanted: unknown): void;
  /** Notes a fault. */
  add(fault: string): void;
  list: string[];
}

export function newFindings(): Findings {
  const list: string[] = [];
  return {
    list,
    add: (fault) => list.push(fault),
    expect(what, actual, wanted) {
      if (isDeepStrictEqual(plain(actual), plain(wanted))) return;
      list.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`);
    },
  };
}

/** Jest's own world and Node's have different arrays; what is compared here is plain data. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
