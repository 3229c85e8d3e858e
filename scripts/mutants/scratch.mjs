// A copy of the working tree in a temporary directory, to be broken there: what is edited here is never touched.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import apply from './apply.js';

/** What git tracks, and what is new and not ignored, as it stands now; node_modules is the same one. */
export function makeScratch(root) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-mutants-')));
  const tree = join(base, 'tree');
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of new Set(list.split('\0'))) {
    // A tracked file that was deleted and not committed yet is still listed.
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    copyFileSync(join(root, file), join(tree, file));
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  const temporary = join(base, 'tmp');
  mkdirSync(temporary);
  return {
    tree,
    temporary,
    cache: join(base, 'cache'),
    remove: () => rmSync(base, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Breaks the copy, lets `work` look at it, and mends it again. @throws when the mutation does not apply any more */
export async function whileBroken({ tree }, mutation, work) {
  const whole = new Map();
  const read = (file) => readFileSync(join(tree, file), 'utf8');
  const broken = apply.mutated(mutation, read);
  for (const file of broken.keys()) whole.set(file, read(file));
  try {
    for (const [file, text] of broken) writeFileSync(join(tree, file), text);
    return await work();
  } finally {
    for (const [file, text] of whole) writeFileSync(join(tree, file), text);
  }
}
