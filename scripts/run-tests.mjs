// `npm test`: all suites, those that kill processes and fill both cores after the others and one at a time, so that none of
// them makes another wait in vain. With arguments it is Jest's own command line: `npm test -- test/matrix`.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const HEAVY =
  'test/(chaos/chaos|matrix/|deadlines/engine|deadlines/proof|dashboard/browser|webhooks/hanging|package/|heavy/|roles/|rollout/|load/)';
// The first needs PostgreSQL, the second a machine that does nothing else: `npm run test:postgres`, `npm run prove -- load`.
const APART = 'test/(postgres/|load/clients)';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

function run(...args) {
  const { status } = spawnSync(process.execPath, [jest, ...args], { stdio: 'inherit' });
  return status ?? 1;
}

const given = process.argv.slice(2);
const paths = given.filter((argument) => !argument.startsWith('-'));
if (paths.length > 0) process.exitCode = run(...given);
else {
  const light = run(...given, '--testPathIgnorePatterns', HEAVY, APART, '/node_modules/');
  const heavy = run(
    ...given,
    '--runInBand',
    '--testPathPatterns',
    HEAVY,
    '--testPathIgnorePatterns',
    APART,
    '/node_modules/',
  );
  process.exitCode = light || heavy;
}
