/** Runs columns of the fault matrix as a test: the table is printed, every cell is green, and the dashes are proved. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CRASH_POINTS, type CrashPointName } from './crash-points';
import { cellsAt } from './expectations';
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
        expect(column.filter(({ findings }) => findings.length > 0)).toEqual([]);
        expect(column).toHaveLength(cellsAt(point).length);
      },
    );

    it('has no cell for an execution of what the provider had not received when the worker died', () => {
      const dashes = points.filter((point) => cellsAt(point).every(({ happened }) => !happened));
      const unreceived = verdicts.filter(({ received }) => received.atCrash === 0);
      expect(new Set(unreceived.map(({ point }) => point))).toEqual(new Set(dashes));
    });

    const seenOut = 'reading3' as const;
    if (!points.includes('afterRepeat') || !points.includes(seenOut)) return;
    it('has no cell for a second send of what is sent once, whatever becomes of it', () => {
      const rows = new Set(cellsAt('afterRepeat').map(({ row }) => row.name));
      const dashes = ROWS.map(({ name: row }) => row).filter((row) => !rows.has(row));
      const lostForGood = verdicts.filter(({ point, happened }) => point === seenOut && !happened);
      const sentOnce = lostForGood.filter(({ received }) => received.inAll === 1);
      expect(sentOnce.map(({ row }) => row)).toEqual(dashes);
    });
  });
}
