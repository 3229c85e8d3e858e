/** Runs columns of the fault matrix as a test: the table is printed, every cell is green, and the dashes are proved. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CRASH_POINTS, type CrashPointName } from './crash-points';
import { exists } from './expectations';
import { runMatrix } from './matrix';
import { ROWS } from './rows';
import { matrixTable } from './table';
import type { Verdict } from './wave';

const LIMIT_MS = 5 * 60_000;

/** One test per column, and one for the cells that cannot exist. */
export function describeColumns(name: string, points: readonly CrashPointName[]): void {
  describe(name, () => {
    let verdicts: Verdict[] = [];
    let tookMs = 0;
    beforeAll(async () => {
      const begunAt = Date.now();
      verdicts = await runMatrix(points);
      tookMs = Date.now() - begunAt;
    }, LIMIT_MS);
    afterAll(() => {
      const took = `${verdicts.length} cells in ${(tookMs / 1000).toFixed(0)} s`;
      process.stdout.write(`\n${matrixTable(points, verdicts)}\n${took}\n`);
    });

    it.each(points.map((point) => ({ point, heading: CRASH_POINTS[point].heading })))(
      'loses and doubles nothing at “$heading”',
      ({ point }) => {
        const column = verdicts.filter((verdict) => verdict.point === point);
        const cells = ROWS.length * [false, true].filter((happened) => exists(point, happened)).length;
        expect(column.filter(({ findings }) => findings.length > 0)).toEqual([]);
        expect(column).toHaveLength(cells);
      },
    );

    it('has no cell for an execution of what the provider had not received when the worker died', () => {
      const named = (row: string, point: CrashPointName) => `${row}, ${CRASH_POINTS[point].heading}`;
      const dashes = points.flatMap((point) =>
        exists(point, true) ? [] : ROWS.map((row) => named(row.name, point)),
      );
      const unreceived = verdicts.filter(({ wasReceived }) => !wasReceived);
      expect(unreceived.map(({ row, point }) => named(row, point))).toEqual(dashes);
    });
  });
}
