/** `holdfast doctor` */
import type { Command } from 'commander';
import { examine } from '../examine';
import { EXIT_CODES } from '../exit-codes';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { checksText } from '../show-checks';

/** Adds the command. */
export function addDoctor(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('doctor')
    .summary('find out what is wrong, and what to do about it')
    .description(
      'Looks at everything that orders need: the server and the key as seen from here, and, with an operator key, what the server itself sees: engine, worker, provider, clocks, the callback URL, keys.',
    );
  withHelp(command, {
    notes: [
      'Exits with 1 when something is wrong. A question mark is what could not be seen; it is not wrong.',
    ],
    examples: ['holdfast doctor', 'holdfast doctor --url https://holdfast.example --json'],
  });
  withServerOptions(command, 'print {ok, url, checks} as JSON').action(async (options: ServerOptions) => {
    const api = apiFor(options, terminal);
    const checks = await examine(api);
    const ok = checks.every((check) => check.ok !== false);
    const answer = { ok, url: api.access.url, checks };
    print({ terminal, options }, answer, () => checksText(checks, terminal));
    if (ok) return;
    if (!options.json) {
      const wrong = checks.filter((check) => check.ok === false).length;
      terminal.err(`${wrong} of ${checks.length} ${wrong === 1 ? 'is' : 'are'} wrong.`);
    }
    exit(EXIT_CODES.failed.code);
  });
}
