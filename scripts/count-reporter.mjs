// A Jest reporter that leaves the totals of a run in the file that HOLDFAST_TEST_TOTALS names. Jest's own --json gives up
// on a failure whose error holds itself, as those of HTTP clients do; figures never do.
import { writeFileSync } from 'node:fs';

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
    writeFileSync(process.env.HOLDFAST_TEST_TOTALS, JSON.stringify(figures));
  }
}
