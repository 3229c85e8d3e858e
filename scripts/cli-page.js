// Writes docs/reference/cli.md from the program itself: `npm run docs`. A test holds the page to be current.

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const INTRO = [
  '# The command `holdfast`',
  '',
  'Made by `npm run docs` from the program in src/cli; not written by hand.',
  '',
  'In a clone it is `npx holdfast …`. The commands ask the HTTP API of a running Holdfast, here or elsewhere, and nothing else; those under Running, and `backup` and `restore`, run or read something themselves. `holdfast COMMAND --help` shows what stands here.',
  '',
];

const OUTPUT = [
  '## Output',
  '',
  'What was asked for goes to stdout, everything said besides to stderr. With `--json` stdout holds the answer as it came, also when it is a [problem](problems.md); amounts in it are integers of minor units. In tables amounts have their currency and its decimals, and instants are in UTC. Colour and a spinner (after one second) are for terminals only, and there is no colour with `NO_COLOR` set. An option that is not known is refused by name, and nothing is sent.',
  '',
];

const ACCESS = [
  '## Which server, which key',
  '',
  'Every command that asks a server finds it by `--url`, else `HOLDFAST_URL`, else `http://HOST:PORT` of the [settings](settings.md); and its key by `--api-key`, else `HOLDFAST_API_KEY`, else the operator key: of `HOLDFAST_API_KEYS`, or the one that the first start has kept in the data directory. On the machine and in the directory where `npm start` runs, nothing needs to be said.',
  '',
  'An API key on the command line can be seen by other users of the machine; `HOLDFAST_API_KEY` cannot.',
  '',
  '## Idempotency',
  '',
  "Each of the six commands, and `resolve`, is sent under an idempotency key: `--key`, or a new one. Sent again with the same key and the same options it is the same operation and is not done twice. When nobody knows whether it was done (no answer, one that breaks off, any status from 500 on, or an answer that is not Holdfast's), the message names the key to repeat it with, and the exit code is 5.",
  '',
];

const cell = (text) => text.replaceAll('|', '\\|');

function table(head, rows) {
  if (rows.length === 0) return [];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows, ''];
}

function commandSection(row) {
  return [
    `### \`holdfast ${row.usage}\``,
    '',
    row.description,
    '',
    ...table(
      ['argument', 'meaning'],
      row.arguments.map(({ name, meaning }) => `| \`${name}\` | ${cell(meaning)} |`),
    ),
    ...table(
      ['option', 'meaning'],
      row.options.map(({ flags, meaning }) => `| \`${cell(flags)}\` | ${cell(meaning)} |`),
    ),
    ...row.notes.flatMap((note) => [note, '']),
    '```sh',
    ...row.examples,
    '```',
    '',
  ];
}

/** The page for rows of describeCommands and the table of exit codes. */
function cliPage(rows, exitCodes) {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const codes = Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  return [
    ...INTRO,
    '## Exit codes',
    '',
    ...table(['code', 'meaning'], codes),
    ...OUTPUT,
    ...ACCESS,
    ...groups.flatMap((group) => [
      `## ${group}`,
      '',
      ...rows.filter((row) => row.group === group).flatMap(commandSection),
    ]),
  ].join('\n');
}

module.exports = { cliPage };

if (require.main === module) {
  const { describeCommands } = require('../dist/src/cli/describe-commands');
  const { EXIT_CODES } = require('../dist/src/cli/exit-codes');
  const { createProgram } = require('../dist/src/cli/program');
  const { processTerminal } = require('../dist/src/cli/terminal');
  const program = createProgram({ terminal: processTerminal(), exit: () => {} });
  const page = cliPage(describeCommands(program), EXIT_CODES);
  writeFileSync(join(__dirname, '../docs/reference/cli.md'), page);
}
