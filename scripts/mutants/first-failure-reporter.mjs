// A Jest reporter that leaves the first failing test, and the totals, in the file that HOLDFAST_MUTANT_REPORT names.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class FirstFailureReporter {
  #root;
  #first = null;
  #broken = null;

  constructor({ rootDir }) {
    this.#root = rootDir;
  }

  onTestCaseResult({ path }, { status, fullName }) {
    if (status === 'failed') this.#first ??= { suite: relative(this.#root, path), test: fullName };
  }

  onTestResult({ path }, { testExecError }) {
    if (testExecError)
      this.#broken ??= `${relative(this.#root, path)}: ${testExecError.message ?? testExecError}`;
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests }) {
    const report = {
      passed: numPassedTests,
      failed: numFailedTests,
      first: this.#first,
      broken: this.#broken,
    };
    writeFileSync(process.env.HOLDFAST_MUTANT_REPORT, JSON.stringify(report));
  }
}
