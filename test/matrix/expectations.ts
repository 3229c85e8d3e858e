/** What must become of an operation whose worker dies at a point: written down per row and point, not computed by the product. */
import { CRASH_POINTS, type CrashPoint, type CrashPointName } from './crash-points';
import { ROWS, type Row } from './rows';

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

/** A cell's place in the matrix. `happened`: the provider carries the last call before the crash out. */
export interface CellName {
  row: Row;
  happened: boolean;
}

/** The cells of a column. What has not reached the provider cannot have been executed, nor is everything sent again. */
export function cellsAt(point: CrashPointName): CellName[] {
  const rows = point === 'afterRepeat' ? ROWS.filter(({ lost }) => lost === 'repeated') : ROWS;
  const may = CRASH_POINTS[point].received > 0 ? [false, true] : [false];
  return rows.flatMap((row) => may.map((happened) => ({ row, happened })));
}

/** The proper end of one cell. What the provider does not carry out it drops or refuses. */
export function expected(row: Row, point: CrashPointName, happened: boolean): Expectation {
  const { history }: CrashPoint = CRASH_POINTS[point];
  // The next worker sends what the first one only meant.
  if (history === 'nothing' || history === 'intent') return { ending: 'executed', sends: 1, executions: 1 };
  if (history === 'lost') return happened ? found(row, point) : absent(row, point);
  return happened
    ? { ending: 'executed', sends: 1, executions: 1 }
    : { ending: 'refused', sends: 1, executions: 0 };
}

/** The readings show it. A submit that is found unpaid is placed anew: its checkout URL was lost with the answer. */
function found({ kind }: Row, point: CrashPointName): Expectation {
  const before = CRASH_POINTS[point].received;
  return kind === 'submit'
    ? { ending: 'executed', sends: before + 1, executions: 2 }
    : { ending: 'executed', sends: before, executions: 1 };
}

/** The readings never show it. */
function absent({ lost }: Row, point: CrashPointName): Expectation {
  const before = CRASH_POINTS[point].received;
  if (lost === 'unseen') return { ending: 'unseen', sends: before, executions: 0 };
  if (lost === 'asked') return { ending: 'asked', sends: before, executions: 0 };
  // The provider goes on refusing: of the second and the third send, which may only mean that the first had worked.
  if (point === 'afterAnswer') return { ending: 'asked', sends: 3, executions: 0 };
  return { ending: 'executed', sends: before + 1, executions: 1 };
}
