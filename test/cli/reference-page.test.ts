/** docs/reference/cli.md is what the program says of itself, and what that says is true. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { type CommandRow, describeCommands } from '../../src/cli/describe-commands';
import { EXIT_CODES } from '../../src/cli/exit-codes';
import { createProgram } from '../../src/cli/program';
import { describeSettings } from '../../src/config/describe-settings';
import { fakeTerminal } from './fake-terminal';

const read = (name: string) => readFileSync(join(__dirname, '../../docs/reference', name), 'utf8');
const program = createProgram({ terminal: fakeTerminal(), exit: () => {} });
const rows = describeCommands(program);

/** The command that the words of an example name, and the words left over. */
function find(words: string[], within: Command = program): { command: Command; rest: string[] } {
  const command = within.commands.find((candidate) => candidate.name() === words[0]);
  return command === undefined ? { command: within, rest: words } : find(words.slice(1), command);
}

/** Every `holdfast …` in a command line, as words; quoted ones are one. */
function callsIn(example: string): string[][] {
  return [...example.matchAll(/(?<![\w/])holdfast ((?:"[^"]*"|'[^']*'|[^|)<>'"])*)/g)].map(([, call = '']) =>
    (call.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).filter((word) => !/^https?:/.test(word)),
  );
}

describe('docs/reference/cli.md', () => {
  it('is what `npm run docs` makes of the present program', () => {
    const { cliPage } = require('../../scripts/cli-page.js') as {
      cliPage(rows: CommandRow[], exitCodes: typeof EXIT_CODES): string;
    };
    expect(read('cli.md')).toBe(cliPage(rows, EXIT_CODES));
  });

  it('has every command under a heading, with a description and an example that calls it', () => {
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) {
      const name = row.usage.replace(/ [A-Z]+\b/g, '');
      const calls = row.examples.flatMap(callsIn).map((words) => words.join(' '));
      expect({ name, isCalled: calls.some((call) => call.startsWith(name)) }).toEqual({
        name,
        isCalled: true,
      });
      expect({ name, description: row.description }).not.toEqual({ name, description: '' });
      expect({ name, group: row.group }).not.toEqual({ name, group: 'Commands' });
    }
  });

  it('has examples whose commands and options exist', () => {
    const calls = rows.flatMap(({ examples }) => examples).flatMap(callsIn);
    const unknown = calls.flatMap((words) => {
      const { command, rest } = find(words);
      const known = command.options.map(({ long }) => long);
      const flags = rest.filter((word) => word.startsWith('--'));
      const isGroup = command.commands.some((inner) => inner.name() !== 'complete');
      return !isGroup && flags.every((flag) => known.includes(flag)) ? [] : [words.join(' ')];
    });
    expect(unknown).toEqual([]);
  });

  it('offers --json wherever a server is asked', () => {
    const flags = ({ options }: CommandRow) => options.map((option) => option.flags);
    const asking = rows.filter((row) => flags(row).includes('--url <url>'));
    expect(asking.length).toBeGreaterThan(20);
    expect(asking.filter((row) => !flags(row).includes('--json')).map(({ usage }) => usage)).toEqual([]);
  });
});

describe('docs/reference/settings.md', () => {
  it('is what `npm run docs` makes of the present settings', () => {
    const { settingsPage } = require('../../scripts/settings-page.js') as {
      settingsPage(rows: ReturnType<typeof describeSettings>): string;
    };
    expect(read('settings.md')).toBe(settingsPage(describeSettings()));
  });
});
