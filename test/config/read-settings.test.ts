/** What the settings are when nothing, or everything, is set, and that every fault is named at once. */
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/read-settings';
import { errorOf, PRODUCTION, SECRET_TEXTS } from './environment';

describe('settings where nothing is set', () => {
  const settings = readSettings({});

  it('are the embedded default', () => {
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://127.0.0.1:8080',
      dataDir: resolve('.holdfast'),
      apiKeys: null,
      encryptionKeys: [],
      frontPayment: {
        baseUrl: null,
        timeoutMs: 30_000,
        ratePerMinute: 240,
        chargeValidityUnit: 'minutes',
        cancelMethod: 'GET',
      },
      policy: {
        verifyScheduleMs: [2_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000],
        captureWindowMs: 7 * 86_400_000,
        safetyMarginMs: 86_400_000,
        sweepIntervalMs: 300_000,
      },
      temporal: { address: null, namespace: 'default' },
      taskQueue: 'reservations',
      warnings: [],
    });
  });

  it("use the sandbox's documented token and secret", () => {
    expect(settings.frontPayment.token.reveal()).toBe('sandbox-token');
    expect(settings.frontPayment.callbackSecret.reveal()).toBe('sandbox-callback-secret');
  });

  it('keep the record in a file of the data directory', () => {
    expect(settings.recordsUrl.reveal()).toBe(`file://${resolve('.holdfast')}/records.sqlite`);
    expect(readSettings({ HOLDFAST_DATA_DIR: '/var/hold fast' }).recordsUrl.reveal()).toBe(
      'file:///var/hold%20fast/records.sqlite',
    );
  });

  it('connect to the embedded engine with no options of their own', () => {
    expect(settings.temporal.connection.reveal()).toEqual({});
  });
});

describe('settings where all is set', () => {
  const settings = readSettings(PRODUCTION);

  it('carry what was said', () => {
    expect(settings).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://holdfast.example.com',
      frontPayment: { baseUrl: 'https://demo-api.frontpayment.no/api/v1' },
      temporal: { address: 'temporal.example.com:7233', namespace: 'default' },
      warnings: [],
    });
    expect(
      settings.apiKeys?.map((apiKey) => `${apiKey.role}:${'key' in apiKey && apiKey.key.reveal()}`).join(),
    ).toBe(PRODUCTION.HOLDFAST_API_KEYS);
    expect(settings.encryptionKeys.map(({ id, key }) => [id, [...key.reveal()]])).toEqual([
      ['k2026', new Array(32).fill(7)],
    ]);
  });

  it.each([
    ['JSON', JSON.stringify(settings)],
    ['inspection', inspect(settings, { depth: null, showHidden: true })],
    ['text', `${settings.frontPayment.token} ${settings.recordsUrl}`],
  ])('show no secret as %s', (_, output) => {
    for (const text of SECRET_TEXTS) expect(output).not.toContain(text);
    expect(output).toContain('[secret FRONT_PAYMENT_TOKEN]');
  });

  it('take an empty or blank value as unset', () => {
    expect(readSettings({ PORT: '', HOST: '  ', TEMPORAL_ADDRESS: '' })).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      temporal: { address: null },
    });
  });

  it('put brackets around an IPv6 host in the default public URL', () => {
    expect(readSettings({ HOST: '::1', PORT: '9000' }).publicUrl).toBe('http://[::1]:9000');
  });
});

describe('wrong settings', () => {
  const error = errorOf({
    ...PRODUCTION,
    PORT: '80.5',
    HOLDFAST_API_KEYS: 'viewer:short,owner:invented-owner-key-0003',
    HOLDFAST_ENCRYPTION_KEYS: 'k1:invented-not-base64',
    FRONT_PAYMENT_TOKEN: 'invented token with spaces',
    FRONT_PAYMENT_CALLBACK_SECRET: '',
    RECORDS_URL: 'mysql://holdfast:invented-password@db.example.com/holdfast',
    VERIFY_SCHEDULE: 'PT2S,soon',
    TEMPORAL_TLS: 'yes',
  });

  it('are all named in one error with the exit code of a configuration error', () => {
    expect(error.code).toBe('settings_invalid');
    expect(error.exitCode).toBe(78);
    expect(error.faults.map((fault) => fault.setting)).toEqual([
      'PORT',
      'HOLDFAST_API_KEYS',
      'HOLDFAST_API_KEYS',
      'HOLDFAST_ENCRYPTION_KEYS',
      'FRONT_PAYMENT_TOKEN',
      'VERIFY_SCHEDULE',
      'RECORDS_URL',
      'TEMPORAL_TLS',
      'FRONT_PAYMENT_CALLBACK_SECRET',
    ]);
  });

  it('say in the message what is wrong and what is allowed', () => {
    expect(error.message).toContain(
      'PORT: "80.5" is not a whole number; allowed: a whole number from 1 to 65535',
    );
    for (const fault of error.faults) {
      expect(error.message).toContain(`  ${fault.setting}: ${fault.problem}`);
      expect(fault.problem).toContain('; allowed: ');
    }
  });

  it.each([
    ['message', error.message],
    ['JSON', JSON.stringify(error)],
    ['inspection', inspect(error, { depth: null, showHidden: true })],
  ])('show no secret in the %s of the error', (_, output) => {
    for (const text of [
      'invented token',
      'invented-owner-key',
      'short,',
      'invented-not-base64',
      'invented-password',
    ]) {
      expect(output).not.toContain(text);
    }
  });
});
