/** The Dockerfile as BuildKit's parser understands it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../src/engine/pinned-server';
import { BUILD_TIMEOUT_MS, hasGo } from '../support/go-tool';
import { dockerfileParser, readRepositoryFile, runTool } from './tools';

/** One instruction: its name, its flags, its words. */
interface Instruction {
  name: string;
  flags: string[];
  words: string[];
}

(hasGo('the Dockerfile is not parsed.') ? describe : describe.skip)('the Dockerfile', () => {
  const stages: Instruction[][] = [];

  beforeAll(async () => {
    const { exitCode, out, err } = await runTool(await dockerfileParser(), ['Dockerfile']);
    if (exitCode !== 0) throw new Error(err);
    for (const line of out.trim().split('\n')) {
      const instruction = read(line);
      if (instruction.name === 'from') stages.push([]);
      stages.at(-1)?.push(instruction);
    }
  }, BUILD_TIMEOUT_MS);

  const last = (name: string): string[] => stages.at(-1)?.findLast((one) => one.name === name)?.words ?? [];

  it('builds in one stage and runs in another, both on one base, pinned by tag and digest', () => {
    expect(stages).toHaveLength(2);
    const bases = stages.map(([from]) => from?.words[0]);
    expect(bases[0]).toMatch(/^node:[\d.]+-bookworm-slim@sha256:[\da-f]{64}$/);
    expect(bases[1]).toBe(bases[0]);
  });

  it('runs as a user that is not root, named by number', () => {
    expect(last('user')).toEqual(['1000:1000']);
  });

  it('runs the command `holdfast`, which gets the signals itself', () => {
    expect(last('entrypoint')).toEqual(['node', '/opt/holdfast/bin/holdfast.js']);
    expect(last('cmd')).toEqual(['server']);
  });

  it('runs no script of a dependency', () => {
    const runs = stages.flat().filter(({ name }) => name === 'run');
    const installing = runs.map(({ words }) => words.join(' ')).filter((text) => /npm (ci|prune)/.test(text));
    expect(installing).toHaveLength(2);
    for (const text of installing) expect(text).toContain('--ignore-scripts');
  });

  it('copies what is in the repository, and what the ignore file lets through', () => {
    const [build = []] = stages;
    const given = build.filter(({ name }) => name === 'copy').flatMap(({ words }) => words.slice(0, -1));
    expect(given.filter((path) => !existsSync(join(packageRoot(), path)))).toEqual([]);
    const let_ = readRepositoryFile('.dockerignore').split('\n');
    const through = let_.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(let_).toContain('*');
    expect(given.filter((path) => path !== '.' && !through.includes(path))).toEqual([]);
    expect(through.filter((path) => !existsSync(join(packageRoot(), path)))).toEqual([]);
    expect(through.filter((path) => /\.env|\.git$|node_modules|\.holdfast/.test(path))).toEqual([]);
  });

  it('has nothing but what the processes need in its last stage', () => {
    const copied = (stages.at(-1) ?? []).filter(({ name }) => name === 'copy');
    expect(copied.every(({ flags }) => flags.includes('--from=build'))).toBe(true);
    expect(copied.flatMap(({ words }) => words.slice(0, -1))).toEqual([
      '/build/package.json',
      '/build/LICENSE',
      '/build/node_modules',
      '/build/bin',
      '/build/dist',
    ]);
  });
});

/** One line of the dump: `(copy ["--from=build"] "/build/bin" "bin")`. */
function read(line: string): Instruction {
  const [, name = '', rest = ''] = /^\((\w+) ?(.*)\)$/.exec(line) ?? [];
  const [, flags = '', words = rest] = /^\[(.*?)\] (.*)$/.exec(rest) ?? [];
  return { name, flags: quoted(flags), words: quoted(words) };
}

function quoted(text: string): string[] {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([word]) => JSON.parse(word) as string);
}
