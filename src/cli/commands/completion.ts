/** `holdfast completion SHELL`, and what the shell then asks at each press of the tab key. */
import { Argument, type Command } from 'commander';
import { completionOf } from '../completion-tree';
import { withHelp } from '../help-text';

/** Adds the command, and the hidden one that its scripts call. */
export function addCompletion(program: Command): void {
  const command = program
    .command('completion')
    .summary('print the completion script of a shell')
    .description('Prints a script that has the tab key complete commands, options and their values.')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish', 'powershell']));
  withHelp(command, {
    notes: [
      'The script calls `holdfast`, which must be on the PATH. In bash it needs the package bash-completion.',
    ],
    examples: [
      'source <(holdfast completion bash)',
      'source <(holdfast completion zsh)',
      'holdfast completion fish > ~/.config/fish/completions/holdfast.fish',
    ],
  });
  const name = program.name();
  command.action(async (shell: string) => {
    (await completionOf(program)).setup(name, `${name} ${command.name()}`, shell);
  });
  // The scripts append `complete -- WORDS` to what they were told to call.
  command
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => (await completionOf(program)).parse(words));
}
