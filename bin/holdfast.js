#!/usr/bin/env node
// The command `holdfast`. All of it is in src/cli; this only finds the build.

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const built = join(__dirname, '..', 'dist', 'src', 'cli', 'main.js');

if (existsSync(built)) {
  require(built)
    .main(process.argv.slice(2))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
} else {
  process.stderr.write('Holdfast is not built here, so nothing was done. Run `npm run build` first.\n');
  process.exitCode = 1;
}
