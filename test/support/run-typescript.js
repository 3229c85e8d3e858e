// Runs a TypeScript file in a process of its own, for tests that kill processes: `node run-typescript.js FILE ARGS`.
// Compiles on the fly, the same way Jest does.

const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

process.argv.splice(1, 1);
require(require('node:path').resolve(process.argv[1]));
