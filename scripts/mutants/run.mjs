// `npm run mutants`: breaks the money protocol on purpose, in one way after the other, in a copy of the working tree,
// and shows which test catches each. Exit code 1 if one survives, or does not apply to the sources any more.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findSuites } from './find-suites.mjs';
import { createJudge } from './judge.mjs';
import { MUTATIONS } from './mutations.js';
import { stopRun } from './run-suites.mjs';
import { makeScratch } from './scratch.mjs';
import { drawList, drawVerdicts } from './tables.mjs';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

const say = (line) => process.stdout.write(`${line}\n`);

function chosen(names) {
  const unknown = names.filter((name) => !MUTATIONS.some((mutation) => mutation.name === name));
  if (unknown.length > 0) throw new Error(`No mutation is named ${unknown.join(', ')}. See --list.`);
  return names.length === 0 ? MUTATIONS : MUTATIONS.filter(({ name }) => names.includes(name));
}

async function breakAll(scratch, mutations) {
  const began = Date.now();
  const { proveGreen, judge } = createJudge(scratch, findSuites(scratch.tree));
  say('First the sources as they are …');
  await proveGreen(mutations);
  say(`green, ${seconds(began)}`);
  const verdicts = [];
  for (const mutation of mutations) {
    const verdict = await judge(mutation);
    verdicts.push(verdict);
    say(`${verdict.caught ? 'caught' : 'MISSED'} ${mutation.name}, ${verdict.seconds.toFixed(1)} s`);
  }
  say(drawVerdicts(verdicts));
  const missed = verdicts.filter(({ caught }) => !caught);
  say(`${verdicts.length - missed.length} of ${verdicts.length} mutations caught, ${seconds(began)} in all`);
  return missed.length === 0;
}

function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(0)} s`;
}

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
    },
  });
  const mutations = chosen(values.only);
  if (values.list) return say(drawList(mutations));
  const scratch = makeScratch(ROOT);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      stopRun();
      scratch.remove();
      process.exit(130);
    });
  }
  try {
    if (!(await breakAll(scratch, mutations))) process.exitCode = 1;
  } finally {
    scratch.remove();
  }
}

await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
