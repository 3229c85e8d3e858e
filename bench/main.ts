/** `npm run bench -- NAME`: measures one thing, prints its figures, and exits with 0 only if no goal was missed. */
import { Command, InvalidArgumentError } from 'commander';
import { measureDashboard } from './dashboard/measure-dashboard';
import { isReached, printed } from './figures';

interface DashboardOptions {
  orders: number;
  rounds: number;
  restarts: number;
}

/** Runs the command line; gives the exit code. */
async function main(argv: string[]): Promise<number> {
  let code = 1;
  const program = new Command('bench').description('Measures Holdfast on this machine');
  program
    .command('dashboard')
    .description('the first screen in a real Chromium, over many open orders, warm and after a restart')
    .option('--orders <count>', 'how many holds stand', positive, 10_000)
    .option('--rounds <count>', 'how often a warm page is opened', positive, 9)
    .option('--restarts <count>', 'how often Holdfast is started anew', positive, 3)
    .action(async (options: DashboardOptions) => {
      const figures = await measureDashboard(options, say);
      process.stdout.write(printed('dashboard', { ...options }, figures));
      code = figures.every(isReached) ? 0 : 1;
    });
  await program.parseAsync(argv);
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
