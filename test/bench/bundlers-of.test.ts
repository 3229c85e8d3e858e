/** Whether a bundler that ran in a process of a start would be seen. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { bundlersOf } from '../../bench/start/bundlers-of';
import { ROOT } from '../start/built';

const run = promisify(execFile);

const node = (code: string) => (env: Record<string, string>) =>
  run(process.execPath, ['--eval', code], { cwd: ROOT, env: { ...process.env, ...env } });

describe('the bundlers of a start', () => {
  it('are seen where a compiler of webpack was made', async () => {
    const made = "require('webpack').webpack({ mode: 'none', entry: './x.js' })";
    expect(await bundlersOf(node(made))).toEqual({ processes: 1, withCompiler: 1 });
  });

  it('are none where the SDK was loaded, and webpack with it, and nothing was bundled', async () => {
    const loaded = "require('@temporalio/worker'); process.exit()";
    expect(await bundlersOf(node(loaded))).toEqual({ processes: 1, withCompiler: 0 });
  });
});
