// The tables that are printed: which mutations there are, and who caught them.
import Table from 'cli-table3';

const WIDTHS = { name: 29, careless: 38, where: 45, by: 52, seconds: 9 };

const filesOf = ({ edits }) => [...new Set(edits.map(({ file }) => file))].join('\n');

/** The mutations by name. */
export function drawList(mutations) {
  const table = drawn({
    name: 'mutation',
    careless: 'what a careless engineer would have done',
    where: 'where',
  });
  for (const mutation of mutations) table.push([mutation.name, mutation.careless, filesOf(mutation)]);
  return table.toString();
}

/** What was broken, where, who caught it, and after how long. */
export function drawVerdicts(verdicts) {
  const table = drawn({
    name: 'mutation',
    careless: 'what was broken',
    where: 'where',
    by: 'caught by',
    seconds: 'after',
  });
  for (const { mutation, caught, by, seconds } of verdicts) {
    const told = caught ? by : `NOT CAUGHT: ${by}`;
    table.push([mutation.name, mutation.careless, filesOf(mutation), told, `${seconds.toFixed(1)} s`]);
  }
  return table.toString();
}

function drawn(heads) {
  return new Table({
    head: Object.values(heads),
    colWidths: Object.keys(heads).map((column) => WIDTHS[column]),
    wordWrap: true,
    style: { head: [], border: [] },
  });
}
