/** Temporal's configuration that compose mounts, as the pinned server itself reads it, and as the embedded engine has it. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { builtServerPath, defaultCacheDir, readPinnedServer } from '../../src/engine/pinned-server';
import { readRepositoryFile, runTool } from './tools';

const FILE = 'deploy/temporal/dynamic-config.yaml';
const server = builtServerPath(defaultCacheDir(), readPinnedServer().version);

describe('the dynamic configuration', () => {
  // A machine that fetched the Temporal CLI has no bare server; test/postgres builds one and starts it with this file.
  (existsSync(server) ? it : it.skip)('has only keys and values that the pinned server knows', async () => {
    const { exitCode, out } = await runTool(server, ['validate-dynamic-config', FILE]);
    expect(exitCode).toBe(0);
    expect(out.trim()).toBe(FILE);
  });

  it('gives one partition to each task queue, for the budget of calls and the order of the urgent', () => {
    const values = parse(readRepositoryFile(FILE)) as Record<string, { value: unknown }[]>;
    expect(values['matching.numTaskqueueReadPartitions']).toEqual([{ value: 1 }]);
    expect(values['matching.numTaskqueueWritePartitions']).toEqual([{ value: 1 }]);
  });
});
