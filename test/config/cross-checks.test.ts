/** The rules between settings, and the warnings about what is legal but looks like a mistake. */
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/read-settings';
import { SANDBOX_CALLBACK_SECRET, SANDBOX_TOKEN } from '../../src/config/schema';
import { faultsOf, PRODUCTION } from './environment';

const without = (name: keyof typeof PRODUCTION) => ({ ...PRODUCTION, [name]: undefined });

describe('the safety margin', () => {
  it('is refused above half of the capture window', () => {
    expect(faultsOf({ CAPTURE_WINDOW: 'PT10S', SAFETY_MARGIN: 'PT6S' })).toEqual([
      { setting: 'SAFETY_MARGIN', problem: expect.stringContaining('is above half of CAPTURE_WINDOW') },
    ]);
  });

  it('is taken at exactly half', () => {
    const settings = readSettings({ CAPTURE_WINDOW: 'PT10S', SAFETY_MARGIN: 'PT5S' });
    expect(settings.policy.safetyMarginMs).toBe(5_000);
  });

  it('shrinks to half of a short window where it is not set', () => {
    expect(readSettings({ CAPTURE_WINDOW: 'PT10S' }).policy.safetyMarginMs).toBe(5_000);
  });

  it('is compared with the default window where only it is set', () => {
    expect(faultsOf({ SAFETY_MARGIN: 'P4D' })).toHaveLength(1);
    expect(readSettings({ SAFETY_MARGIN: 'P3D' }).policy.safetyMarginMs).toBe(3 * 86_400_000);
  });
});

describe('a real base URL', () => {
  it.each(['FRONT_PAYMENT_TOKEN', 'FRONT_PAYMENT_CALLBACK_SECRET'] as const)('requires %s', (setting) => {
    expect(faultsOf(without(setting))).toEqual([
      { setting, problem: expect.stringContaining('required once FRONT_PAYMENT_BASE_URL is set') },
    ]);
  });

  it('requires token and secret also where it is at fault itself', () => {
    expect(faultsOf({ FRONT_PAYMENT_BASE_URL: 'nonsense' }).map((fault) => fault.setting)).toEqual([
      'FRONT_PAYMENT_BASE_URL',
      'FRONT_PAYMENT_TOKEN',
      'FRONT_PAYMENT_CALLBACK_SECRET',
    ]);
  });
});

describe('the sandbox’s own token and secret', () => {
  it.each([
    ['FRONT_PAYMENT_TOKEN', SANDBOX_TOKEN],
    ['FRONT_PAYMENT_CALLBACK_SECRET', SANDBOX_CALLBACK_SECRET],
  ])('%s is refused with a real provider', (setting, value) => {
    expect(faultsOf({ ...PRODUCTION, [setting]: value })).toEqual([
      { setting, problem: expect.stringContaining('everybody knows') },
    ]);
  });

  it('are taken with a provider on loopback, which is a sandbox', () => {
    const url = { FRONT_PAYMENT_BASE_URL: 'http://127.0.0.1:8181/api/v1' };
    const own = {
      FRONT_PAYMENT_TOKEN: SANDBOX_TOKEN,
      FRONT_PAYMENT_CALLBACK_SECRET: SANDBOX_CALLBACK_SECRET,
    };
    expect(readSettings({ ...url, ...own }).frontPayment.token.reveal()).toBe(SANDBOX_TOKEN);
  });
});

describe('a host', () => {
  it('that is not loopback requires API keys', () => {
    expect(faultsOf(without('HOLDFAST_API_KEYS'))).toEqual([
      { setting: 'HOLDFAST_API_KEYS', problem: expect.stringContaining('HOST is not loopback') },
    ]);
  });

  it.each(['localhost', '127.0.0.2', '::1'])('of %s requires none', (host) => {
    expect(readSettings({ HOST: host }).apiKeys).toBeNull();
  });

  it.each(['::', '10.0.0.1', 'localhost.example.com', '128.0.0.1'])('of %s is not loopback', (host) => {
    expect(faultsOf({ HOST: host })).toEqual([
      { setting: 'HOLDFAST_API_KEYS', problem: expect.stringContaining('is missing') },
    ]);
  });
});

describe('encryption', () => {
  it('requires keys with a Temporal address elsewhere', () => {
    expect(faultsOf(without('HOLDFAST_ENCRYPTION_KEYS'))).toEqual([
      {
        setting: 'HOLDFAST_ENCRYPTION_KEYS',
        problem: expect.stringContaining('Temporal address is not loopback'),
      },
    ]);
  });

  it('requires none where it is said to be off', () => {
    const settings = readSettings({ ...without('HOLDFAST_ENCRYPTION_KEYS'), HOLDFAST_ENCRYPTION: 'off' });
    expect(settings.encryptionKeys).toEqual([]);
  });

  it('requires none with a Temporal address on loopback', () => {
    expect(readSettings({ TEMPORAL_ADDRESS: '127.0.0.1:7233' }).encryptionKeys).toEqual([]);
  });

  it('off contradicts keys', () => {
    expect(faultsOf({ ...PRODUCTION, HOLDFAST_ENCRYPTION: 'off' })).toEqual([
      { setting: 'HOLDFAST_ENCRYPTION', problem: expect.stringContaining('HOLDFAST_ENCRYPTION_KEYS is set') },
    ]);
  });

  it('on requires keys', () => {
    expect(faultsOf({ HOLDFAST_ENCRYPTION: 'on' })).toEqual([
      { setting: 'HOLDFAST_ENCRYPTION_KEYS', problem: expect.stringContaining('HOLDFAST_ENCRYPTION is on') },
    ]);
  });
});

describe('warnings', () => {
  it('name a misspelt setting and the nearest right one, never its value', () => {
    const { warnings } = readSettings({
      HOLDFAST_APIKEYS: 'viewer:invented-viewer-key-1',
      HOLDFAST_COLOUR: 'blue',
    });
    expect(warnings).toEqual([
      'HOLDFAST_APIKEYS is not a setting and was not read; did you mean HOLDFAST_API_KEYS?',
      'HOLDFAST_COLOUR is not a setting and was not read',
    ]);
  });

  it('say that no callback will arrive at a loopback address', () => {
    const { warnings } = readSettings({ ...PRODUCTION, PUBLIC_URL: 'http://127.0.0.1:8080' });
    expect(warnings).toEqual([expect.stringContaining('PUBLIC_URL is not reachable for Front Payment')]);
  });

  it('say that a token without a base URL goes to the sandbox', () => {
    const { warnings } = readSettings({ FRONT_PAYMENT_TOKEN: 'invented-token' });
    expect(warnings).toEqual([expect.stringContaining('the sandbox is used, no money moves')]);
  });
});
