/** The commands that run until they are done or stopped, as processes of their own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { BIN, ensureBuilt } from '../start/built';
import { until } from '../support/until';

const run = promisify(execFile);

beforeAll(ensureBuilt, 120_000);

/** Runs one command to its end, whatever its exit code. */
async function outcome(args: string[]): Promise<{ code: number; stderr: string }> {
  const fault = await run(process.execPath, [BIN, ...args]).catch((error) => error);
  return { code: fault.code ?? 0, stderr: fault.stderr };
}

describe('holdfast sandbox', () => {
  let child: ChildProcess | null = null;

  afterEach(() => {
    child?.kill('SIGKILL');
  });

  it('runs alone, prints a first call that works, and exits with 0 when it is stopped', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    const args = ['sandbox', '--port', String(port), '--token', 'a-token', '--rate', '2'];
    const sandbox = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = sandbox;
    let stdout = '';
    sandbox.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    const ended = new Promise((resolve) => sandbox.once('close', resolve));
    await until('the sandbox runs', () => stdout.includes('Ctrl-C stops it'));

    const curl = `${/^curl .*$/m.exec(stdout)?.[0]} -o /dev/null -w '%{http_code} '`;
    const answers = await run('bash', ['-c', `${curl}; ${curl}; ${curl}`]);
    expect(answers.stdout).toBe('200 200 429 ');
    expect(await outcome(args)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Port ${port} is taken`),
    });

    sandbox.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 30_000);
});

describe('holdfast completion', () => {
  /** What the tab key offers after these words. */
  async function offered(...words: string[]): Promise<string[]> {
    const { stdout } = await run(process.execPath, [BIN, 'completion', 'complete', '--', ...words]);
    return stdout.split('\n').flatMap((line) => (line.includes('\t') ? [line.split('\t')[0] ?? ''] : []));
  }

  it('offers commands, those within a group, options, and the values of a choice', async () => {
    expect(await offered('cap')).toEqual(['capture']);
    expect(await offered('comp')).toEqual(['complete', 'completion']);
    expect(await offered('webhooks', '')).toEqual(['list', 'replay']);
    expect(await offered('complete', '--no')).toEqual(['--note']);
    expect(await offered('trigger', '')).toEqual(['paid', 'declined']);
    expect(await offered('list', '--state', 'c')).toEqual(['captured', 'completed', 'cancelled']);
  });

  it('prints a script for bash that asks for them', async () => {
    const script = `
      holdfast() { "${process.execPath}" "${BIN}" "$@"; }
      _get_comp_words_by_ref() { words=(holdfast webhooks rep); cword=2; cur=rep; prev=webhooks; }
      source <(holdfast completion bash)
      __holdfast_complete 2>/dev/null
      echo "\${COMPREPLY[@]}"`;
    const { stdout } = await run('bash', ['-c', script]);
    expect(stdout).toBe('replay\n');
  });

  it('ends without a word when nobody reads on', async () => {
    const script = `set -o pipefail; "${process.execPath}" "${BIN}" completion bash | true`;
    const { stderr } = await run('bash', ['-c', script]).catch((error) => error);
    expect(stderr).toBe('');
  });
});

describe('holdfast demo', () => {
  it('lives eight lives as expected', async () => {
    const { stdout } = await run(process.execPath, [BIN, 'demo'], { timeout: 160_000 });
    expect(stdout.match(/│ yes +│$/gm)).toHaveLength(8);
    expect(stdout).toContain('All 8 ended as expected');
    expect(stdout.trimEnd().split('\n').at(-1)).toContain('docs/guides/booking-systems.md');
    expect(stdout).toMatch(/unpaid link +cancelled by the timer: nobody has paid, so nothing was held/);
    const cause = stdout.search(/lost callback +no callback comes/);
    expect(cause).toBeGreaterThan(0);
    expect(stdout.search(/lost callback +NOK 3,000\.00 is held/)).toBeGreaterThan(cause);
  }, 180_000);
});
