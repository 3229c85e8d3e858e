// A start that fails: what the error says, and what a server is given. The servers here are small scripts that
// behave oddly; the real one is in start-engine.test.ts.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EngineError } from '../../src/engine/engine-error';
import { runServer } from '../../src/engine/run-server';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-odd-server-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function faultOfServer(script: string, env: NodeJS.ProcessEnv = process.env): Promise<EngineError> {
  const path = join(folder, 'server');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  const server = { kind: 'built' as const, path, version: '1.32.0' };
  const options = { server, dataDir: join(folder, 'data'), preferredPort: 28_233, env, onProgress: () => {} };
  return runServer(options).then(
    () => Promise.reject(new Error('it started')),
    (fault) => fault,
  );
}

describe('runServer', () => {
  it('shows how the server ended and its last log lines', async () => {
    const fault = await faultOfServer('echo "first words"; echo "last words" >&2; exit 3');
    expect(fault.code).toBe('engine_start_failed');
    expect(fault.message).toContain('exit code 3');
    expect(fault.message).toContain('first words\nlast words');
  });

  it('names the ports when they were taken at every attempt', async () => {
    const fault = await faultOfServer('echo "listen tcp 127.0.0.1: bind: address already in use"; exit 1');
    expect(fault.code).toBe('engine_start_failed');
    expect(fault.message).toContain('ports were taken');
  });

  it('says so when the executable cannot be run at all', async () => {
    const server = { kind: 'built' as const, path: join(folder, 'absent'), version: '1.32.0' };
    const dataDir = join(folder, 'data');
    const options = { server, dataDir, preferredPort: 28_233, env: process.env, onProgress: () => {} };
    await expect(runServer(options)).rejects.toMatchObject({
      code: 'engine_start_failed',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('leaves the directory free after a start that failed', async () => {
    await faultOfServer('exit 1');
    expect((await faultOfServer('exit 1')).code).toBe('engine_start_failed');
  });

  it('passes no secret and no TEMPORAL setting of ours to the server', async () => {
    const env = {
      ...process.env,
      FRONT_PAYMENT_TOKEN: 'invented-token',
      HOLDFAST_API_KEYS: 'viewer:invented-key',
      TEMPORAL_CONFIG_DIR: '/elsewhere',
    };
    const fault = await faultOfServer('echo "environment:"; env | sort | cut -d= -f1; exit 1', env);
    expect(fault.message).toContain('environment:');
    expect(fault.message).toContain('PATH');
    expect(fault.message).not.toMatch(/FRONT_PAYMENT|HOLDFAST|TEMPORAL_/);
  });
});
