// Writes docs/reference/settings.md from the table of settings: `npm run docs`. A test holds the page to be current.

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** The page for rows of {name, default, meaning}. */
function settingsPage(rows) {
  const cell = (text) => text.replaceAll('|', '\\|');
  return [
    '# Settings',
    '',
    'Made by `npm run docs` from the table in src/config; not written by hand.',
    '',
    'Settings are environment variables. `npm start` and the CLI also read them from `.env` in the directory they are',
    'started in; what the environment has, wins. They are checked once at the start: every fault is named in one message,',
    'and the exit code is 78. An empty value counts as unset. Durations are ISO 8601 (`P7D`, `PT30S`).',
    '',
    '| name | default | meaning |',
    '|---|---|---|',
    ...rows.map((row) => `| \`${row.name}\` | ${cell(row.default)} | ${cell(row.meaning)} |`),
    '',
  ].join('\n');
}

module.exports = { settingsPage };

if (require.main === module) {
  const { describeSettings } = require('../dist/src/config/describe-settings');
  writeFileSync(join(__dirname, '../docs/reference/settings.md'), settingsPage(describeSettings()));
}
