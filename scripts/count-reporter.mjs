// A Jest reporter that adds the totals of a run to the file that HOLDFAST_TEST_TOTALS names, one line a run. Jest's own
// --json gives up on a failure whose error holds itself, as those of HTTP clients do; figures never do.
import { appendFileSync } from 'node:fs';

export default class CountReporter {
  onRunComplete(_contexts, totals) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } =
      totals;
    const figures = {
      numPassedTests,
      numFailedTests,
      numRuntimeErrorTestSuites,
      numPendingTests,
      numTodoTests,
    };
    appendFileSync(process.env.HOLDFAST_TEST_TOTALS, `${JSON.stringify(figures)}\n`);
  }
}
