/** Looking after the engine: until it cannot be started again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import pino from 'pino';
import { type KeptEngine, keepEngine } from '../../src/start/keep-engine';

const log = pino({ level: 'silent' });
const env = { ...process.env, TEMPORAL_ADDRESS: undefined };
let dataDir: string;
let kept: KeptEngine | null = null;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'holdfast-kept-'));
});

afterEach(async () => {
  await kept?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('keepEngine', () => {
  it('gives the engine up by name once every try to start it again has failed', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    kept = await keepEngine({ dataDir, port, env, log, gapsMs: [50, 100] });
    const { exited, pid } = kept.engine();
    process.kill(pid ?? 0, 'SIGKILL');
    // Before it can be started again, its database is no longer one.
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(dataDir, `temporal.sqlite${suffix}`), { force: true });
    writeFileSync(join(dataDir, 'temporal.sqlite'), 'no database');
    await exited;
    const lost = await kept.lost;
    expect(lost.code).toBe('engine_lost');
    expect(lost.message).toContain('2 tries');
  }, 60_000);

  it('ends it for good when it is told to stop', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    kept = await keepEngine({ dataDir, port, env, log });
    await kept.stop();
    await kept.stop();
    expect(await kept.engine().exited).toMatchObject({ asked: true });
  }, 60_000);
});
