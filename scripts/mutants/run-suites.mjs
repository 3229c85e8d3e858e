// Runs Jest on some suites of the copy, in a process group of its own, and tells the first test that failed.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A run that has not ended by then has not caught anything. */
const LIMIT_MS = 10 * 60_000;

/** Enough invented lives to meet every fault some hundred times; `npm test` lives ten times as many. */
const LIVES = '600';

/** The group of the run that is under way; null between two. */
let running = null;

/** Ends the run that is under way with all that it started. */
export function stopRun() {
  if (running !== null) process.kill(-running, 'SIGKILL');
}

/**
 * `{ passed, failed, first, broken }`: `first` is the first failing test; `broken` says that a suite could not even run.
 * `test`: a regular expression for names. @throws when Jest did not end, or left no report
 */
export async function runSuites({ tree, temporary, cache }, { suites, test, onEngine }) {
  const report = join(temporary, 'report.json');
  rmSync(report, { force: true });
  const jest = [
    join('node_modules', 'jest', 'bin', 'jest.js'),
    ...(onEngine ? [] : ['--config', 'scripts/mutants/jest.no-engine.cjs', '--bail']),
    `--cacheDirectory=${cache}`,
    '--ci',
    '--reporters=<rootDir>/scripts/mutants/first-failure-reporter.mjs',
    ...(test === undefined ? [] : ['-t', test]),
    '--runTestsByPath',
    ...suites,
  ];
  const { output, ended } = await run(jest, {
    cwd: tree,
    env: { ...process.env, TMPDIR: temporary, HOLDFAST_MUTANT_REPORT: report, LIVES },
  });
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    throw new Error(`Jest has told nothing (${ended}):\n${output}`);
  }
}

function run(args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      ...options,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running = child.pid ?? null;
    const told = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => told.push(chunk));
    const limit = setTimeout(stopRun, LIMIT_MS);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running = null;
      clearTimeout(limit);
      resolve({ output: Buffer.concat(told).toString().slice(-2_000), ended: signal ?? `exit code ${code}` });
    });
  });
}
