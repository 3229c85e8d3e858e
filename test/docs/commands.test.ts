/** What the pages tell people to type exists: npm scripts, the CLI's commands and their options. */
import { describe, expect, it } from '@jest/globals';
import { scripts } from '../../package.json';
import { createProgram } from '../../src/cli/program';
import { processTerminal } from '../../src/cli/terminal';
import { blocksOf, pagePaths, readPage } from './pages';

const shellText = pagePaths()
  .flatMap((path) => blocksOf(readPage(path)))
  .filter(({ language }) => language === 'sh')
  .map(({ text }) => text)
  .join('\n');

const program = createProgram({ terminal: processTerminal(), exit: () => {} });

/** The command that the words begin with, within its group; the program itself where there is none. */
function find([name, ...rest]: string[], within = program): typeof program {
  const command = within.commands.find((candidate) => candidate.name() === name);
  return command === undefined ? within : find(rest, command);
}

describe('commands in the pages', () => {
  it('are npm scripts that exist', () => {
    const named = [...shellText.matchAll(/npm (?:run )?(start|test|[a-z]+:?[a-z]*)/g)].map(
      ([, name]) => name,
    );
    expect(named).toEqual(expect.arrayContaining(['start', 'test']));
    expect(named.filter((name) => name !== 'ci' && !((name ?? '') in scripts))).toEqual([]);
  });

  it('are commands of the CLI, with options that it knows', () => {
    const lines = [...shellText.matchAll(/npx holdfast (.*)$/gm)];
    expect(lines.length).toBeGreaterThan(5);
    const unknown = lines.flatMap(([line, rest = '']) => {
      const command = find(rest.split(' '));
      if (command === program) return [line];
      const flags = [...rest.matchAll(/ (--[a-z-]+)/g)].map(([, flag]) => flag);
      const known = command.options.map(({ long }) => long);
      return flags.every((flag) => known.includes(flag)) ? [] : [line];
    });
    expect(unknown).toEqual([]);
  });
});
