/** `holdfast demo` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import type { CommandContext } from '../server-options';

/** Adds the command. */
export function addDemo(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('demo')
    .summary('live eight orders through their whole lives, narrated, in under a minute')
    .description(
      'Lives eight orders through their whole lives on a real engine and the sandbox, in a temporary directory, and\n' +
        'compares each with what is expected of it and with the books of the sandbox. Nothing is left behind.',
    );
  withHelp(command, { examples: ['holdfast demo'] });
  command.action(async () => {
    const { runDemo } = await import('../demo/run-demo.js');
    exit(await runDemo(terminal));
  });
}
