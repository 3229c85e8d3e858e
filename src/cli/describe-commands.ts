/** The program as a table of commands, for the reference page: what `--help` says, and nothing besides. */
import type { Argument, Command, Option } from 'commander';
import { helpTextOf } from './help-text';

/** One option. `meaning` includes its default and its choices. */
export interface OptionRow {
  flags: string;
  meaning: string;
}

/** One command; a group (`webhooks`) has none of its own, and stands by its commands. */
export interface CommandRow {
  /** As it is typed, without the program's name: `webhooks list`, `show ORDER`. */
  usage: string;
  /** Under which heading of the help it stands. */
  group: string;
  description: string;
  arguments: { name: string; meaning: string }[];
  options: OptionRow[];
  notes: readonly string[];
  examples: readonly string[];
}

/** All commands, in the order of the help; hidden ones are left out. */
export function describeCommands(program: Command): CommandRow[] {
  return visible(program).flatMap((command) => {
    const inner = visible(command);
    const group = command.helpGroup();
    return inner.length === 0
      ? [rowOf(command, { group, within: '' })]
      : inner.map((one) => rowOf(one, { group, within: `${command.name()} ` }));
  });
}

function visible(command: Command): Command[] {
  return command.createHelp().visibleCommands(command);
}

function rowOf(command: Command, { group, within }: { group: string; within: string }): CommandRow {
  const names = command.registeredArguments.map((argument) => argument.name().toUpperCase());
  const { notes = [], examples } = helpTextOf(command);
  return {
    usage: [`${within}${command.name()}`, ...names].join(' '),
    group: group.replace(/:$/, ''),
    description: command.description().replaceAll('\n', ' '),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name().toUpperCase(),
      meaning: meaningOf(argument, false),
    })),
    options: command.options
      .filter(({ hidden }) => !hidden)
      .map((option) => ({ flags: option.flags, meaning: meaningOf(option, option.mandatory) })),
    notes,
    examples,
  };
}

function meaningOf(
  {
    description,
    argChoices,
    defaultValue,
  }: Pick<Option | Argument, 'description' | 'argChoices' | 'defaultValue'>,
  isRequired: boolean,
): string {
  return [
    description,
    ...(argChoices ? [`one of ${argChoices.join(', ')}`] : []),
    ...(isRequired ? ['required'] : []),
    // Of an option with a negation beside it commander has its own default.
    ...(defaultValue === undefined || defaultValue === true ? [] : [`${defaultValue} unless given`]),
  ].join('; ');
}
