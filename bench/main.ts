/**
 * `npm run bench` measures all, `npm run bench -- NAME` one: prints figures beside their goals, and exits with 0 only if
 * no goal was missed and everything could be measured.
 */
import { Command, InvalidArgumentError } from 'commander';
import type { Bench, Run } from './bench';
import { BENCHES } from './benches';
import { isReached, printed } from './figures';

type Sizes = Partial<Pick<Run, 'rounds' | 'orders'>>;

/** Runs the command line; gives the exit code. */
async function main(argv: string[]): Promise<number> {
  let code = 1;
  const program = new Command('bench').description('Measures Holdfast on this machine');
  program.action(async () => {
    code = await measureAll(BENCHES, {});
  });
  for (const bench of BENCHES) {
    program
      .command(bench.name)
      .description(bench.about)
      .option('--rounds <count>', `how often each side is measured (${bench.usual.rounds})`, positive)
      .option('--orders <count>', `how many orders (${bench.usual.orders})`, positive)
      .action(async (sizes: Sizes) => {
        code = await measureAll([bench], sizes);
      });
  }
  await program.parseAsync(argv);
  return code;
}

/** One after the other: each has the machine for itself. What cannot be measured does not keep the rest from it. */
async function measureAll(benches: readonly Bench[], sizes: Sizes): Promise<number> {
  let code = 0;
  for (const bench of benches) {
    const settings = { ...bench.usual, ...sizes };
    try {
      const figures = await bench.measure({ ...settings, say });
      process.stdout.write(printed(bench.name, settings, figures));
      if (!figures.every(isReached)) code = 1;
    } catch (error) {
      say(
        `${bench.name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
      );
      code = 1;
    }
  }
  return code;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Must be a whole number, at least 1.');
  return Number(text);
}

main(process.argv).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
    process.exit(1);
  },
);
