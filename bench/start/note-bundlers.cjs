// Loaded into every process of a start that is looked at, by NODE_OPTIONS: when the process ends it is noted whether webpack's
// compiler was ever loaded there. Without that file no webpack can have run: webpack loads it only when it is used.
const { writeFileSync } = require('node:fs');
const { join, sep } = require('node:path');

const COMPILER = ['webpack', 'lib', 'Compiler.js'].join(sep);

process.once('exit', () => {
  const files = Object.keys(require.cache);
  const note = { pid: process.pid, argv: process.argv, files: files.length };
  const compilers = files.filter((file) => file.endsWith(COMPILER)).length;
  writeFileSync(
    join(process.env.BENCH_NOTES_DIR, `${process.pid}.json`),
    JSON.stringify({ ...note, compilers }),
  );
});
