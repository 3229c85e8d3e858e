/**
 * A short chaos run as part of the suite: the command itself, in a process of its own, on an engine of its own that it
 * kills. Its books must be right.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt, ROOT } from '../start/built';

const SEED = 4;
const LIFECYCLES = 100;

/** On a machine with nothing else to do it takes some two and a half minutes. */
const LONGEST_MS = 900_000;

const END_WITH_PARENT = join(ROOT, 'chaos/end-with-parent.js');

let run: ChildProcess | null = null;
let hasEnded: Promise<number | null> = Promise.resolve(null);

function chaos(...args: string[]): { output: () => string } {
  const script = [join(ROOT, 'test/support/run-typescript.js'), join(ROOT, 'chaos/main.ts')];
  const child = spawn(process.execPath, ['--require', END_WITH_PARENT, ...script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  }
  run = child;
  hasEnded = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  return { output: () => text };
}

beforeAll(ensureBuilt, 120_000);

afterEach(async () => {
  // It ends everything that it has started before it ends itself.
  run?.kill('SIGTERM');
  await hasEnded;
}, 60_000);

describe('chaos', () => {
  it(
    `keeps every promise over ${LIFECYCLES} lifecycles`,
    async () => {
      const { output } = chaos('--lifecycles', String(LIFECYCLES), '--seed', String(SEED));
      const exitCode = await hasEnded;
      process.stderr.write(output());
      expect({ exitCode, isRight: output().includes('Every promise was kept.') }).toEqual({
        exitCode: 0,
        isRight: true,
      });
    },
    LONGEST_MS,
  );

  it('refuses a count that is none', async () => {
    const { output } = chaos('--lifecycles', 'many');
    expect(await hasEnded).toBe(1);
    expect(output()).toContain('Must be a whole number.');
  });
});
