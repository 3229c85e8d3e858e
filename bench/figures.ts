/** Figures of a benchmark: several measurements of one thing, beside the goal where there is one. */
import Table from 'cli-table3';
import { describeMachine } from './machine/describe-machine';

/** What a median is held to, in the figure's own unit. */
export type Goal = { atMost: number } | { atLeast: number };

/** What was measured. `values` in `unit`, at least one; `goal` null for none. A ratio is ours over plain, round by round. */
export interface Figure {
  name: string;
  unit: 'ms' | 's' | 'bytes' | 'MB' | 'per second' | 'x' | '%' | 'events' | 'calls' | 'orders' | 'count';
  values: readonly number[];
  goal: Goal | null;
}

/** Smallest, middle and greatest. */
export function spreadOf({ values }: Pick<Figure, 'values'>): { min: number; median: number; max: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) };
}

/** Whether the median is within the goal; what was not measured is not. */
export function isReached(figure: Figure): boolean {
  const { median } = spreadOf(figure);
  if (figure.goal === null) return true;
  return 'atMost' in figure.goal ? median <= figure.goal.atMost : median >= figure.goal.atLeast;
}

/** Ours over plain, of rounds that were run in turn. */
export function ratio(
  name: string,
  ours: readonly number[],
  plain: readonly number[],
  goal: Goal | null,
): Figure {
  return { name, unit: 'x', values: ours.map((value, round) => value / (plain[round] ?? Number.NaN)), goal };
}

/** A table for people, and one line of JSON for programs. */
export function printed(bench: string, settings: object, figures: readonly Figure[]): string {
  const table = new Table({ head: [bench, 'min', 'median', 'max', 'unit', 'goal', ''] });
  for (const figure of figures) {
    const { min, median, max } = spreadOf(figure);
    const verdict = figure.goal === null ? '' : isReached(figure) ? 'reached' : 'MISSED';
    table.push([figure.name, ...[min, median, max].map(shown), figure.unit, goalText(figure.goal), verdict]);
  }
  const told = figures.map((figure) => ({ ...figure, ...spreadOf(figure), isReached: isReached(figure) }));
  return `${table}\n${JSON.stringify({ bench, settings, machine: describeMachine(), figures: told })}\n`;
}

const FIGURES = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

function shown(value: number): string {
  return FIGURES.format(value);
}

function goalText(goal: Goal | null): string {
  if (goal === null) return '';
  return 'atMost' in goal ? `≤ ${shown(goal.atMost)}` : `≥ ${shown(goal.atLeast)}`;
}
