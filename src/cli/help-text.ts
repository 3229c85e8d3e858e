/** What a command's help says after its options: notes and examples. Kept, so that the reference page says the same. */
import type { Command } from 'commander';

/** Notes are sentences; an example is a whole command line. */
export interface HelpText {
  notes?: readonly string[];
  examples: readonly string[];
}

const HELP_TEXTS = new WeakMap<Command, HelpText>();

/** Adds both to the command's help. */
export function withHelp(command: Command, text: HelpText): Command {
  HELP_TEXTS.set(command, text);
  const { notes = [], examples } = text;
  const heading = examples.length === 1 ? 'Example:' : 'Examples:';
  const lines = examples.map((example) => `  $ ${example.replaceAll('\n', '\n    ')}`);
  return command.addHelpText(
    'after',
    ['', ...notes.flatMap((note) => [note, '']), heading, ...lines].join('\n'),
  );
}

/** What was added to the command. */
export function helpTextOf(command: Command): HelpText {
  return HELP_TEXTS.get(command) ?? { examples: [] };
}
