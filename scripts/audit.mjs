// `npm run audit`: asks the registry for known vulnerabilities of what runs. Exit code 1 where one is high or critical. A
// registry that does not answer fails nothing, for that is no fault of the code; but it is said that nothing was audited.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { stdout } = spawnSync(
  'npm',
  ['audit', '--json', '--omit', 'dev', '--package-lock-only', ...process.argv.slice(2)],
  {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
  },
);

function read() {
  try {
    return JSON.parse(stdout);
  } catch {
    return { message: 'the answer cannot be read' };
  }
}

const report = read();
if (report.metadata?.vulnerabilities === undefined) {
  process.stderr.write(
    `NOT AUDITED: the registry did not say what is known of our dependencies (${report.message ?? 'no reason given'}).\n` +
      'Nothing is known to be wrong, and nothing to be right. Run `npm run audit` again where the registry can be asked.\n',
  );
} else {
  const { info, low, moderate, high, critical, total } = report.metadata.vulnerabilities;
  process.stdout.write(
    `Known vulnerabilities of what runs: ${total} (${critical} critical, ${high} high, ${moderate} moderate, ${low} low, ${info} to know).\n`,
  );
  for (const { name, severity, via, fixAvailable } of Object.values(report.vulnerabilities)) {
    const told = via.map((cause) => (typeof cause === 'string' ? `by ${cause}` : cause.title)).join('; ');
    process.stdout.write(
      `  ${name}: ${severity}, ${told}; ${fixAvailable ? 'a fix is there' : 'no fix yet'}\n`,
    );
  }
  process.exitCode = high + critical > 0 ? 1 : 0;
}
