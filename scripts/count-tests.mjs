// Prints how many tests passed, failed and were skipped, from the totals that count-reporter.mjs has left.
// A suite that could not even run is one failure, and so is a run that has left no file.
import { readFileSync } from 'node:fs';

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numRuntimeErrorTestSuites: 1 };
  }
}

const {
  numPassedTests: passed = 0,
  numFailedTests = 0,
  numRuntimeErrorTestSuites = 0,
  numPendingTests = 0,
  numTodoTests = 0,
} = read(process.argv[2]);
const failed = numFailedTests + numRuntimeErrorTestSuites;
const skipped = numPendingTests + numTodoTests;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 ? 1 : 0;
