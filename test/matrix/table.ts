/** The matrix as people read it: operations down, crash points across, executed or not. */
import Table from 'cli-table3';
import { CRASH_POINTS, type CrashPointName } from './crash-points';
import { cellsAt, expected } from './expectations';
import { ROWS } from './rows';
import type { Verdict } from './wave';

/** `RED` where something is wrong; else how the operation ended; a dash where there can be no such cell. */
export function matrixTable(points: readonly CrashPointName[], verdicts: readonly Verdict[]): string {
  const table = new Table({
    head: ['operation', 'at the provider', ...points.map((point) => CRASH_POINTS[point].heading)],
    style: { head: [], border: [] },
    wordWrap: true,
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    colWidths: [18, 17, ...points.map(() => 12)],
  });
  for (const row of ROWS) {
    for (const happened of [false, true]) {
      const cells = points.map((point) => {
        if (!cellsAt(point).some((cell) => cell.row === row && cell.happened === happened)) return '–';
        const verdict = verdicts.find(
          (one) => one.row === row.name && one.point === point && one.happened === happened,
        );
        return verdict?.findings.length === 0 ? expected(row, point, happened).ending : 'RED';
      });
      table.push([happened ? '' : row.name, happened ? 'executed' : 'not executed', ...cells]);
    }
  }
  return table.toString();
}
