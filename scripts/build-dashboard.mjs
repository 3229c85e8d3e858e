// Builds the operators' dashboard into dist/dashboard, compressed copies beside each file, for the server compresses
// nothing itself; and fails when the first load has grown past its budget.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUDGET_BYTES = 200_000;

/** What a browser fetches before the first screen: the page, and what it names. */
function firstLoadBytes(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = readdirSync(join(folder, 'assets')).filter((name) => page.includes(`/assets/${name}`));
  const files = ['index.html', ...named.map((name) => join('assets', name))];
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
}

/** Writes `x.br` and `x.gz` beside every file, assets and page. */
function compress(folder) {
  for (const { name, parentPath } of readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  )) {
    const path = join(parentPath, name);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
    writeFileSync(`${path}.gz`, gzipSync(bytes));
  }
}

// Else a build that a test has asked for would hold the libraries' development code, twice the size.
process.env['NODE_ENV'] = 'production';
await build({ configFile: join(ROOT, 'src/dashboard/vite.config.mts'), logLevel: 'warn' });
compress(join(ROOT, 'dist/dashboard'));
const bytes = firstLoadBytes(join(ROOT, 'dist/dashboard'));
if (bytes > BUDGET_BYTES) {
  process.stderr.write(`The dashboard's first load is ${bytes} bytes compressed, over ${BUDGET_BYTES}.\n`);
  process.exitCode = 1;
}
