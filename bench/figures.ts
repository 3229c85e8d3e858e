/** Figures of a benchmark: several measurements of one thing, beside the goal where there is one. */
import { cpus, loadavg } from 'node:os';
import Table from 'cli-table3';

/** What was measured. `values` in `unit`, at least one; `goal` is the most that the median may be, null for none. */
export interface Figure {
  name: string;
  unit: 'ms' | 'bytes' | 'orders/s';
  values: readonly number[];
  goal: number | null;
}

/** Smallest, middle and greatest. */
export function spreadOf({ values }: Figure): { min: number; median: number; max: number } {
  const sorted = values.toSorted((one, other) => one - other).map(Math.round);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) };
}

/** Whether the median is within the goal. */
export function isReached(figure: Figure): boolean {
  return figure.goal === null || spreadOf(figure).median <= figure.goal;
}

/** A table for people, and one line of JSON for programs. */
export function printed(bench: string, settings: object, figures: readonly Figure[]): string {
  const table = new Table({ head: ['', 'min', 'median', 'max', 'unit', 'goal', ''] });
  for (const figure of figures) {
    const { min, median, max } = spreadOf(figure);
    const verdict = figure.goal === null ? '' : isReached(figure) ? 'reached' : 'MISSED';
    table.push([figure.name, min, median, max, figure.unit, figure.goal ?? '', verdict]);
  }
  const machine = { cores: cpus().length, model: cpus()[0]?.model, load: loadavg(), node: process.version };
  const told = figures.map((figure) => ({ ...figure, ...spreadOf(figure), isReached: isReached(figure) }));
  return `${table}\n${JSON.stringify({ bench, settings, machine, figures: told })}\n`;
}
