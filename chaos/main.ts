/** `npm run chaos -- --lifecycles N --seed N`: runs it, prints the books, and exits with 0 only if every promise was kept. */
import { Command, InvalidArgumentError } from 'commander';
import { printed } from './books';
import { type ChaosResult, decide, runChaos } from './run-chaos';

interface Options {
  lifecycles: number;
  seed: number;
  inFlight: number;
  members: number;
  keep: boolean;
}

const MOST_LISTED = 20;

/** Runs the command line; gives the exit code. */
async function main(argv: string[]): Promise<number> {
  const program = new Command('chaos')
    .description('Lives many orders while processes are killed and the provider fails, and checks the books')
    .option('--lifecycles <count>', 'how many orders', positive, 100)
    .option('--seed <number>', 'repeats the decisions of a run', whole, 1)
    .option(
      '--in-flight <count>',
      'how many orders at the same time; two cores carry some sixty',
      positive,
      60,
    )
    .option('--members <count>', 'how many processes with a worker and a server', positive, 2)
    .option('--keep', 'keeps logs and databases also when all is well', false)
    .parse(argv);
  const options = program.opts<Options>();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stopping.abort(new Error(`Stopped by ${signal}.`)));
  }
  say(`${options.lifecycles} lifecycles, seed ${options.seed}, decisions ${decide(options).digest}`);
  const result = await runChaos({ ...options, say, signal: stopping.signal });
  report(result);
  if (result.isRight && !options.keep) result.remove();
  else say(`Logs and databases are kept in ${result.dir}`);
  return result.isRight ? 0 : 1;
}

function report({ lines, offenders, standing, isRight }: ChaosResult): void {
  for (const { orderId, findings, plan, timeline } of offenders.slice(0, MOST_LISTED)) {
    say(`\n${orderId}: ${findings.map(({ breach, says }) => `${breach}: ${says}`).join('; ')}`);
    say(`  plan ${JSON.stringify(plan)}`);
    for (const item of timeline) say(`  ${item}`);
  }
  for (const { orderId, code } of standing) say(`in attention at the end: ${orderId} (${code})`);
  say(`\n${printed(lines)}`);
  say(isRight ? 'Every promise was kept.' : 'A promise was BROKEN: see the orders above.');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Must be a whole number.');
  return Number(text);
}

function positive(text: string): number {
  const number = whole(text);
  if (number === 0) throw new InvalidArgumentError('Must be at least 1.');
  return number;
}

// A run that was given up leaves orders waiting for answers that nobody needs any more.
main(process.argv).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  },
);
