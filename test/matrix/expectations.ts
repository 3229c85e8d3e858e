/** What must become of an operation whose worker dies at a point: written down per row and point, not computed by the product. */
import { CRASH_POINTS, type CrashPoint, type CrashPointName } from './crash-points';
import type { Row } from './rows';

/**
 * `executed`, or `refused` by the provider; `asked`: a person was asked, with the evidence, and resolved it as refused;
 * `unseen`: a mail that history does not show is refused as such.
 */
export type Ending = 'executed' | 'refused' | 'asked' | 'unseen';

export interface Expectation {
  ending: Ending;
  /** How often the provider receives the call in all. */
  sends: number;
  /** How often it is carried out. More than once for a submit alone: all but the last are released again. */
  executions: number;
}

/** Whether there is such a cell: what has not reached the provider cannot have been executed. */
export function exists(point: CrashPointName, happened: boolean): boolean {
  return !happened || CRASH_POINTS[point].provider === 'reached';
}

/** The proper end of one cell. `happened`: the provider carries the call out; otherwise it drops or refuses it. */
export function expected(row: Row, point: CrashPointName, happened: boolean): Expectation {
  const { history }: CrashPoint = CRASH_POINTS[point];
  // The next worker sends what the first one only meant.
  if (history === 'nothing' || history === 'intent') return { ending: 'executed', sends: 1, executions: 1 };
  if (history === 'lost') return happened ? found(row) : absent(row, point);
  return happened
    ? { ending: 'executed', sends: 1, executions: 1 }
    : { ending: 'refused', sends: 1, executions: 0 };
}

/** The readings show it. A submit that is found unpaid is placed anew: its checkout URL was lost with the answer. */
function found({ kind }: Row): Expectation {
  const times = kind === 'submit' ? 2 : 1;
  return { ending: 'executed', sends: times, executions: times };
}

/** The readings never show it. */
function absent(row: Row, point: CrashPointName): Expectation {
  const before = CRASH_POINTS[point].provider === 'reached' ? 1 : 0;
  if (row.lost === 'unseen') return { ending: 'unseen', sends: before, executions: 0 };
  if (row.lost === 'asked') return { ending: 'asked', sends: before, executions: 0 };
  if (point !== 'afterAnswer') return { ending: 'executed', sends: before + 1, executions: 1 };
  // The provider goes on refusing. Its 417 says the same of every send; a 400 may mean that the first one had worked.
  return row.kind === 'submit'
    ? { ending: 'refused', sends: 2, executions: 0 }
    : { ending: 'asked', sends: 3, executions: 0 };
}
