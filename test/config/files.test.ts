/** The two files that settings come from: `.env`, and the keys made at the first start. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadOrMakeApiKeys } from '../../src/config/api-keys-file';
import { loadEnvFile } from '../../src/config/load-env-file';
import { runTypescript } from '../support/typescript-process';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the .env file', () => {
  it('adds names, and the real environment wins', () => {
    const file = join(directory, '.env');
    writeFileSync(file, '# ours\nPORT=9000\nHOST="127.0.0.2"\n');
    expect(loadEnvFile(file, { PORT: '9001', OTHER: 'x' })).toEqual({
      PORT: '9001',
      HOST: '127.0.0.2',
      OTHER: 'x',
    });
  });

  it('may be missing', () => {
    expect(loadEnvFile(join(directory, '.env'), { PORT: '9001' })).toEqual({ PORT: '9001' });
  });

  it('is a settings fault when it cannot be read', () => {
    expect(() => loadEnvFile(directory, {})).toThrow(expect.objectContaining({ code: 'settings_invalid' }));
  });
});

describe('the keys made at the first start', () => {
  const keysIn = (dataDir: string) => loadOrMakeApiKeys(dataDir).map(({ role, key }) => [role, key.reveal()]);

  it('are one per role, long, and the same at the next start', () => {
    const dataDir = join(directory, 'deep', 'data');
    const made = keysIn(dataDir);
    expect(made.map(([role]) => role)).toEqual(['viewer', 'booking', 'operator']);
    expect(new Set(made.map(([, key]) => key)).size).toBe(3);
    for (const [, key] of made) expect(key).toMatch(/^[\w-]{32}$/);
    expect(keysIn(dataDir)).toEqual(made);
  });

  it('are the same for all processes that start at the same moment', async () => {
    const child = join(__dirname, 'make-api-keys-child.ts');
    const directories = 40;
    const args = [directory, `${Date.now() + 2_000}`, `${directories}`];
    const printed = await Promise.all([1, 2, 3].map(() => runTypescript(child, args)));
    expect(new Set(printed).size).toBe(1);
    expect(printed[0]?.split('\n')).toHaveLength(directories);
    expect(readdirSync(join(directory, '0'))).toEqual(['api-keys.json']);
  });

  it("are the owner's alone, also after somebody widened the file's mode", () => {
    keysIn(directory);
    const file = join(directory, 'api-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    keysIn(directory);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['api-keys.json']);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"viewer":"invented-viewer-key-1"}',
    '{"viewer":"a","booking":"b","operator":"c"}',
  ])('are refused when the file holds %j, which stays as it is', (text) => {
    const file = join(directory, 'api-keys.json');
    writeFileSync(file, text);
    expect(() => loadOrMakeApiKeys(directory)).toThrow(expect.objectContaining({ code: 'settings_invalid' }));
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('are a settings fault when the directory cannot be made', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(() => loadOrMakeApiKeys(join(directory, 'file'))).toThrow(
      expect.objectContaining({
        code: 'settings_invalid',
        message: expect.stringContaining('HOLDFAST_DATA_DIR'),
      }),
    );
  });
});
