/** Tables for a terminal: thin rules, no colour of their own. */
import Table from 'cli-table3';

const NO_COLOUR = { head: [], border: [], compact: true };

/** A table of names and values, without a head. */
export function factsTable(rows: readonly (readonly [string, string])[]): string {
  const table = new Table({ style: NO_COLOUR });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

/** A table with a head; columns named in `right` are aligned to the right. */
export function listTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const colAligns = head.map((_, index) => (right.includes(index) ? 'right' : 'left') as 'right' | 'left');
  const table = new Table({ head: [...head], colAligns, style: NO_COLOUR });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

/** Texts side by side under their heads, each wrapped to its width in columns. */
export function sideBySide(
  cells: readonly { head: string; lines: readonly string[] }[],
  columnWidth = 48,
): string {
  const table = new Table({
    head: cells.map(({ head }) => head),
    colWidths: cells.map(() => columnWidth),
    wordWrap: true,
    style: NO_COLOUR,
  });
  table.push(cells.map(({ lines }) => lines.join('\n')));
  return table.toString();
}
