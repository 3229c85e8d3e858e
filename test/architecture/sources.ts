/** Reads our own sources: which files there are, what each imports, and what each entry point exports. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve, sep } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

export interface Import {
  /** The importing file, from the repository's root: `src/http/app.ts`. */
  file: string;
  /** What is imported: a file of ours from the root, without its ending (`src/money/sum`), or a package's name. */
  target: string;
  isOurs: boolean;
  /** Nothing of it is left when the code runs. */
  isTypeOnly: boolean;
}

/** Every TypeScript file (.ts, .tsx) below these folders, from the root; none for a folder that is not there yet. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort(),
  );
}

export function readSource(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

const FROM = /(?:^|[\n;])\s*(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/g;
const BARE = /(?:\bimport\s*\(\s*|\brequire\s*\(\s*|(?:^|[\n;])\s*import\s+)['"]([^'"]+)['"]/g;

/** Everything a file imports, in whatever form. */
export function importsOf(file: string): Import[] {
  const source = readSource(file);
  const named = [...source.matchAll(FROM)].map(([, type, names = '', target = '']) =>
    toImport(file, target, type !== undefined || isTypesOnly(names)),
  );
  const bare = [...source.matchAll(BARE)].map(([, target = '']) => toImport(file, target, false));
  return [...named, ...bare];
}

/** `src/http`, `workflows`, `activities`, …: the room a file of ours stands in. */
export function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? `${first}/${second}` : first;
}

/** The names that a file exports, types marked: `['createX', 'type X']`. */
export function exportedNames(file: string): string[] {
  const source = readSource(file);
  const lists = [...source.matchAll(/(?:^|\n)export\s+(type\s+)?\{([^}]*)\}/g)].flatMap(
    ([, type, names = '']) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => (type ? `type ${name}` : name)),
  );
  const declared = [
    ...source.matchAll(
      /(?:^|\n)export\s+(?:async\s+)?(function|const|class|abstract class|type|interface)\s+(\w+)/g,
    ),
  ].map(([, kind = '', name = '']) => (kind === 'type' || kind === 'interface' ? `type ${name}` : name));
  if (/(?:^|\n)export\s+\*/.test(source))
    throw new Error(`${file} exports everything of another file: name it.`);
  return [...lists, ...declared].sort();
}

function isTypesOnly(names: string): boolean {
  if (!names.startsWith('{')) return false;
  const listed = names.replace(/[{}]/g, '').split(',');
  return listed.map((name) => name.trim()).every((name) => name === '' || name.startsWith('type '));
}

function toImport(file: string, target: string, isTypeOnly: boolean): Import {
  const isOurs = target.startsWith('.');
  const path = isOurs
    ? normalize(join(dirname(file), target))
        .split(sep)
        .join('/')
    : target;
  // A dynamic import names the built file.
  return { file, target: isOurs ? path.replace(/\.js$/, '') : path, isOurs, isTypeOnly };
}
