/** The generated part of the client over HTTP is what the server's document makes of it today. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ensureBuilt, ROOT } from '../start/built';

describe('src/client/http/generated.ts', () => {
  it('is what scripts/generate-http-client.mjs makes: run it when the API has changed', () => {
    ensureBuilt();
    const script = join(ROOT, 'scripts/generate-http-client.mjs');
    const made = execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' });
    expect(readFileSync(join(ROOT, 'src/client/http/generated.ts'), 'utf8')).toBe(made);
  }, 60_000);
});
