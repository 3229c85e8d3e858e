/** The documentation as the tests read it: pages, their fenced blocks, their commands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** Every Markdown page of ours, by its path from the root. */
export function pagePaths(): string[] {
  const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => relative(ROOT, join(ROOT, 'docs', path)));
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...inDocs].sort();
}

export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A fenced block: its language, the name behind it (empty without one), and its text. */
export interface Block {
  language: string;
  name: string;
  text: string;
}

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)(?: ([\w-]+))?\n([\s\S]*?)^```$/gm)].map(([, language, name, text]) => ({
    language: language ?? '',
    name: name ?? '',
    text: text ?? '',
  }));
}

/** The block of this name. Throws when the page has none, so that a renamed block cannot go untested. */
export function blockNamed(page: string, name: string): Block {
  const found = blocksOf(page).find((block) => block.name === name);
  if (!found) throw new Error(`The page has no block named ${name}.`);
  return found;
}

/** The names in the first column of every table, as far as they are written as code. */
export function firstColumn(page: string): string[] {
  return [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? '');
}

/** The part of a page under one heading of the second level. */
export function section(page: string, heading: string): string {
  const [, rest] = page.split(`\n## ${heading}\n`);
  if (rest === undefined) throw new Error(`The page has no section ${heading}.`);
  return rest.split('\n## ')[0] ?? '';
}
