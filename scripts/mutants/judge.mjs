// Whether the suite catches one mutation: the nearest suite is asked first, then everything, cheapest first. What is red
// without the mutation catches nothing.
import { needsEngine } from './find-suites.mjs';
import { runSuites } from './run-suites.mjs';
import { whileBroken } from './scratch.mjs';

/** Asks suites of the copy; `findSuites` says which there are. */
export function createJudge(scratch, { quick, lives, onEngine }) {
  const proven = new Set();
  const rest = [
    { suites: quick, onEngine: false },
    { suites: lives, onEngine: false },
    // One at a time: Jest told to stop at a failure would leave the engine behind.
    ...onEngine.map((suite) => ({ suites: [suite], onEngine: true })),
  ];

  /** Proves that suites are green without any mutation. @throws when one is not */
  async function prove(round) {
    if (round.suites.every((suite) => proven.has(suite))) return;
    const { first, broken, passed } = await runSuites(scratch, round);
    if (first || broken) throw new Error(`is red already: ${broken ?? inWords(first)}`);
    if (passed === 0) throw new Error(`has no test that passed: ${round.suites.join(', ')}`);
    for (const suite of round.suites) proven.add(suite);
  }

  /** The first test that fails; null when none does. @throws when a suite cannot run: then nothing was caught */
  async function firstFailure(mutation, round) {
    return whileBroken(scratch, mutation, async () => {
      const { first, broken } = await runSuites(scratch, round);
      if (broken && !first) throw new Error(`is no program: ${broken}`);
      return first && inWords(first);
    });
  }

  async function caughtBy(mutation) {
    const { near, test } = mutation;
    const asked = await firstFailure(mutation, {
      suites: [near],
      test,
      onEngine: needsEngine(scratch.tree, near),
    });
    if (asked) return asked;
    for (const round of rest) {
      await prove(round);
      const failed = await firstFailure(mutation, round);
      if (failed) return failed;
    }
    return null;
  }

  return {
    /** Proves what every mutation is asked of first. @throws when it is red without any */
    async proveGreen(mutations) {
      await prove(rest[0]);
      const near = mutations.filter((mutation) => !quick.includes(mutation.near));
      for (const isOnEngine of [false, true]) {
        const named = near.filter((mutation) => needsEngine(scratch.tree, mutation.near) === isOnEngine);
        if (named.length === 0) continue;
        const test = named.every((mutation) => mutation.test)
          ? named.map((one) => one.test).join('|')
          : undefined;
        const { first, broken } = await runSuites(scratch, {
          suites: [...new Set(named.map((mutation) => mutation.near))],
          test,
          onEngine: isOnEngine,
        });
        if (first || broken) throw new Error(`is red already: ${broken ?? inWords(first)}`);
      }
    },

    /** `{ mutation, caught, by, seconds }`: `by` is the first failing test, or why nothing was caught. */
    async judge(mutation) {
      const began = Date.now();
      const verdict = (caught, by) => ({ mutation, caught, by, seconds: (Date.now() - began) / 1000 });
      try {
        const by = await caughtBy(mutation);
        return verdict(by !== null, by ?? 'every test is green');
      } catch (error) {
        return verdict(false, error.message);
      }
    },
  };
}

const inWords = ({ suite, test }) => `${suite}: ${test}`;
