// Prints how many tests passed, failed and were skipped, from the totals that count-reporter.mjs has left, one line a run:
// `count-tests.mjs FILE RUNS`. A suite that could not even run is one failure, and so is a run that has left no line.
import { readFileSync } from 'node:fs';

const [file, runs] = process.argv.slice(2);
const totals = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const sum = (name) => totals.reduce((all, figures) => all + figures[name], 0);

const missing = Math.max(0, Number(runs) - totals.length);
const failed = sum('numFailedTests') + sum('numRuntimeErrorTestSuites') + missing;
const skipped = sum('numPendingTests') + sum('numTodoTests');
const tail = skipped > 0 ? `, ${skipped} skipped` : '';
process.stdout.write(`${sum('numPassedTests')} passed, ${failed} failed${tail}\n`);
process.exitCode = failed > 0 ? 1 : 0;
