/** The codec server's own settings: who may have things decrypted, and which page may ask. */
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/read-settings';
import { SettingsError } from '../../src/config/settings-error';
import { ENCRYPTION_KEY, OPERATOR_KEY, VIEWER_KEY } from './environment';

const CODEC_KEY = 'invented-codec-key-0001';
const SEALED = { HOLDFAST_ENCRYPTION_KEYS: `k2026:${ENCRYPTION_KEY}` };

function faultsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env, 'codec');
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message).not.toContain(CODEC_KEY);
    return error.faults.map(({ setting }) => setting);
  }
}

describe('the settings of the codec server', () => {
  it.each([
    { what: 'a key of its own', env: { CODEC_KEYS: `kari:${CODEC_KEY}` } },
    { what: 'an operator’s key', env: { HOLDFAST_API_KEYS: `operator:${OPERATOR_KEY}` } },
    {
      what: 'a key of its own, off loopback',
      env: { CODEC_KEYS: `kari:${CODEC_KEY}`, CODEC_HOST: '0.0.0.0' },
    },
  ])('are enough with encryption keys and $what', ({ env }) => {
    expect(faultsOf({ ...SEALED, ...env })).toEqual([]);
  });

  it('lack somebody’s key where only viewers have one', () => {
    expect(faultsOf({ ...SEALED, HOLDFAST_API_KEYS: `viewer:${VIEWER_KEY}` })).toEqual(['CODEC_KEYS']);
  });

  it('lack the encryption keys without any', () => {
    expect(faultsOf({ CODEC_KEYS: `kari:${CODEC_KEY}` })).toEqual(['HOLDFAST_ENCRYPTION_KEYS']);
  });

  it.each([
    CODEC_KEY,
    'kari:short',
    `kari:${CODEC_KEY},kari:${CODEC_KEY}2`,
    `kari:${CODEC_KEY},ola:${CODEC_KEY}`,
    `kari and ola:${CODEC_KEY}`,
  ])('refuse %p as keys, without quoting them', (keys) => {
    expect(faultsOf({ ...SEALED, CODEC_KEYS: keys })).toEqual(['CODEC_KEYS']);
  });

  it.each(['temporal.example.com', 'https://temporal.example.com/ui', 'ftp://temporal.example.com', '*'])(
    'refuse %s as the UI’s origin',
    (uiOrigin) => {
      const env = { ...SEALED, CODEC_KEYS: `kari:${CODEC_KEY}`, CODEC_UI_ORIGIN: uiOrigin };
      expect(faultsOf(env)).toEqual(['CODEC_UI_ORIGIN']);
    },
  );

  it('keep a key by its hash alone', () => {
    const { codec } = readSettings({ ...SEALED, CODEC_KEYS: `kari:${CODEC_KEY}` }, 'codec');
    expect(codec.keys).toHaveLength(1);
    expect(codec.keys[0]?.hash.reveal()).not.toContain(CODEC_KEY);
  });
});
