/** What of each line of an order can still be captured. Pure; the order judges again. */
import type { Sheet } from '../api/sheet-types';

/** Lines with something left, each with what that is. Captures that nobody told the lines of are not counted. */
export function capturableLines({
  lines,
  movements,
}: Pick<Sheet, 'lines' | 'movements'>): { line: number; name: string; amountMinor: number }[] {
  const captured = movements
    .filter(({ kind }) => kind === 'capture')
    .flatMap((movement) => movement.lines ?? []);
  return lines.flatMap(({ line, name, amountMinor }) => {
    const takenMinor = captured.reduce((sum, part) => sum + (part.line === line ? part.amountMinor : 0), 0);
    const leftMinor = amountMinor - takenMinor;
    return leftMinor > 0 ? [{ line, name, amountMinor: leftMinor }] : [];
  });
}
