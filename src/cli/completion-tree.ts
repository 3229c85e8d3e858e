/**
 * The program as the completion library wants it told. Its adapter for commander is not for us: it claims the name
 * `complete` for itself, and that is a command on orders here.
 */
import type { RootCommand } from '@bomb.sh/tab';
import type { Argument, Command, Option } from 'commander';

/** Loaded when it is needed. Every visible command with its options, arguments, and their choices. */
export async function completionOf(program: Command): Promise<RootCommand> {
  const tab = await import('@bomb.sh/tab');
  const root = new tab.RootCommand();
  const add = (command: Command, path: string) => {
    const entry = root.command(path, command.summary() || command.description());
    for (const argument of command.registeredArguments) {
      entry.argument(argument.name(), valuesOf(argument), argument.variadic);
    }
    for (const option of command.createHelp().visibleOptions(command)) addOption(entry, option);
    for (const inner of visible(command)) add(inner, `${path} ${inner.name()}`);
  };
  for (const command of visible(program)) add(command, command.name());
  return root;
}

type Entry = ReturnType<RootCommand['command']>;

function addOption(entry: Entry, option: Option): void {
  const name = option.long?.slice(2);
  if (name === undefined) return;
  const alias = option.short?.slice(1);
  const takesValue = option.required || option.optional;
  if (takesValue) entry.option(name, option.description, valuesOf(option), alias);
  else entry.option(name, option.description, alias);
}

/** What is offered for a value: its choices, or nothing, so that the shell does not offer other commands. */
function valuesOf({ argChoices = [] }: Pick<Option | Argument, 'argChoices'>) {
  return (offer: (value: string, description: string) => void) => {
    for (const choice of argChoices) offer(choice, '');
  };
}

function visible(command: Command): Command[] {
  return command.createHelp().visibleCommands(command);
}
