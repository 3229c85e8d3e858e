/** docs/reference/cli.md and the program say the same, both ways: commands, arguments, options, exit codes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { EXIT_CODES } from '../../src/cli/exit-codes';
import { createProgram } from '../../src/cli/program';
import { describeSettings } from '../../src/config/describe-settings';
import { fakeTerminal } from './fake-terminal';

const read = (name: string) => readFileSync(join(__dirname, '../../docs/reference', name), 'utf8');
const page = read('cli.md');
const program = createProgram({ terminal: fakeTerminal(), exit: () => {} });

/** Each command's section: its usage, and the flags of its table. */
const documented = Object.fromEntries(
  [...page.matchAll(/^## `holdfast ([^`]+)`\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)].map(
    ([, usage = '', text = '']) => [
      usage,
      [...text.matchAll(/^\| `(--[^`]+)` \|/gm)].map(([, flags]) => flags).sort(),
    ],
  ),
);

function usageOf(command: Command): string {
  return [
    command.name(),
    ...command.registeredArguments.map((argument) => argument.name().toUpperCase()),
  ].join(' ');
}

describe('docs/reference/cli.md', () => {
  it('documents every command with every option, and none that does not exist', () => {
    const inProgram = Object.fromEntries(
      program.commands.map((command) => [usageOf(command), command.options.map(({ flags }) => flags).sort()]),
    );
    expect(documented).toEqual(inProgram);
  });

  it('lists the exit codes as the program prints them', () => {
    const listed = [...page.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, meaning]) => ({
      code: Number(code),
      meaning,
    }));
    expect(listed).toEqual(Object.values(EXIT_CODES));
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
