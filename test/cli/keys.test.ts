/** `holdfast keys rotate` for scripts: the two values as fields, and not one word beside them. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { main } from '../../src/cli/main';
import { fakeTerminal } from './fake-terminal';

const older = `older:${randomBytes(32).toString('base64')}`;

async function rotate(...args: string[]) {
  const terminal = fakeTerminal({ env: { HOLDFAST_ENCRYPTION_KEYS: older } });
  const code = await main(['keys', 'rotate', ...args], terminal);
  return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

describe('holdfast keys rotate --json', () => {
  it('gives the new key’s id and the value of each step', async () => {
    const { code, stdout, stderr } = await rotate('--id', 'newer', '--json');
    const told = JSON.parse(stdout);
    expect({ code, stderr, fields: Object.keys(told) }).toEqual({
      code: 0,
      stderr: '',
      fields: ['keyId', 'decrypting', 'encrypting'],
    });
    const newer = told.decrypting.split(',')[1];
    expect(newer).toMatch(/^newer:[A-Za-z0-9+/]{43}=$/);
    expect(told).toEqual({
      keyId: 'newer',
      decrypting: `${older},${newer}`,
      encrypting: `${newer},${older}`,
    });
  });

  it('says of an id that is there already that nothing was made, and prints no key', async () => {
    const { code, stdout, stderr } = await rotate('--id', 'older', '--json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Nothing was made');
  });
});
