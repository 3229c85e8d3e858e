/** Each setting's own rules: what is taken, and what is refused under its name. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ApiKey } from '../../src/config/key-lists';
import { readSettings } from '../../src/config/read-settings';
import { ENCRYPTION_KEY, faultsOf, PRODUCTION } from './environment';

describe('a setting', () => {
  it.each([
    ['PORT', '0', '0 is out of range'],
    ['PORT', '65536', '65536 is out of range'],
    ['PORT', '0x50', 'is not a whole number'],
    ['HOST', 'http://localhost', 'is no host'],
    ['HOST', '300.1.1.1', 'is no host'],
    ['HOST', '[::1]', 'is no host'],
    ['PUBLIC_URL', 'holdfast.example.com', 'is not a URL'],
    ['PUBLIC_URL', 'ftp://holdfast.example.com', 'is neither http nor https'],
    ['PUBLIC_URL', 'https://me:invented@holdfast.example.com', 'has a user name or a password'],
    ['PUBLIC_URL', 'https://holdfast.example.com/?a=b', 'has a query or a fragment'],
    ['HOLDFAST_ENCRYPTION', 'false', 'is not one of the words'],
    ['FRONT_PAYMENT_RATE_PER_MINUTE', '-1', 'is not a whole number'],
    ['FRONT_PAYMENT_CHARGE_VALIDITY_UNIT', 'hours', 'is not one of the words'],
    ['FRONT_PAYMENT_CANCEL_METHOD', 'get', 'is not one of the words'],
    ['TASK_QUEUE', 'two words', 'has other characters'],
    ['RECORDS_URL', 'records.sqlite', 'is not a URL'],
    ['RECORDS_URL', 'file:records.sqlite', 'does not name a file by its whole path'],
    ['RECORDS_URL', 'file://elsewhere/records.sqlite', 'does not name a file by its whole path'],
    ['RECORDS_URL', 'file:/var/lib/', 'does not name a file by its whole path'],
    ['RECORDS_URL', 'mysql://db.example.com/holdfast', 'is neither a file: nor a postgres: URL'],
  ])('%s refuses %s', (setting, value, problem) => {
    const faults = faultsOf({ [setting]: value });
    expect(faults).toContainEqual({ setting, problem: expect.stringContaining(problem) });
  });

  it.each([
    ['http://api.example.com/v1', 'is plain http to another machine'],
    ['https://someone:invented-password@api.example.com', 'has a user name or a password'],
    ['api.example.com', 'is not a URL'],
  ])('FRONT_PAYMENT_BASE_URL refuses %s without quoting it', (value, problem) => {
    const faults = faultsOf({ ...PRODUCTION, FRONT_PAYMENT_BASE_URL: value });
    expect(faults).toEqual([
      { setting: 'FRONT_PAYMENT_BASE_URL', problem: expect.stringContaining(problem) },
    ]);
    expect(JSON.stringify(faults)).not.toContain('invented-password');
  });

  it.each(['http://127.0.0.1:9000/api', 'http://localhost:9000/api', 'http://[::1]:9000/api'])(
    'FRONT_PAYMENT_BASE_URL takes plain http of loopback: %s',
    (value) => {
      const settings = readSettings({ ...PRODUCTION, FRONT_PAYMENT_BASE_URL: value });
      expect(settings.frontPayment).toMatchObject({ baseUrl: value });
    },
  );

  it.each(['file:/var/lib/records.db', 'file:///var/lib/records.db', 'postgresql://db/holdfast'])(
    'RECORDS_URL takes %s',
    (value) => {
      expect(readSettings({ RECORDS_URL: value }).recordsUrl.reveal()).toBe(value);
    },
  );
});

describe('a duration', () => {
  it.each([
    ['PT0S', 'is no time at all'],
    ['-PT5S', 'has a minus'],
    ['PT1M-5S', 'has a minus'],
    ['P1M', 'has years or months'],
    ['P1Y', 'has years or months'],
    ['30', 'is not an ISO 8601 duration'],
    ['P400D', 'is too long'],
  ])('of %s is refused as a capture window', (value, problem) => {
    expect(faultsOf({ CAPTURE_WINDOW: value })).toEqual([
      { setting: 'CAPTURE_WINDOW', problem: expect.stringContaining(problem) },
    ]);
  });

  it.each([
    ['P1W', 604_800_000],
    ['P1DT12H', 129_600_000],
    ['PT1.5S', 1_500],
  ])('of %s is %d ms', (value, expected) => {
    expect(readSettings({ CAPTURE_WINDOW: value }).policy.captureWindowMs).toBe(expected);
  });

  it('list names every wrong entry', () => {
    const faults = faultsOf({ VERIFY_SCHEDULE: 'PT1S,,PT0S' });
    expect(faults.map((fault) => fault.problem.split(';')[0])).toEqual([
      '"" is not an ISO 8601 duration',
      '"PT0S" is no time at all',
    ]);
  });

  it('list of more than twenty entries is refused', () => {
    const faults = faultsOf({ VERIFY_SCHEDULE: new Array(21).fill('PT1S').join() });
    expect(faults).toEqual([
      { setting: 'VERIFY_SCHEDULE', problem: expect.stringContaining('has 21 entries') },
    ]);
  });
});

describe('a list of keys', () => {
  it.each([
    ['just-one-long-secret-text', 'entry 1 is not a pair'],
    ['viewer:invented-viewer-key-1,', 'entry 2 is not a pair'],
    ['admin:invented-viewer-key-1', 'entry 1 has an unknown role'],
    ['viewer:fifteen-letters', 'entry 1 has a key shorter than 16 characters'],
    ['viewer:sixteen letters!', 'entry 1 has a key with a space'],
    ['viewer:invented-key-00001,operator:invented-key-00001', 'entry 2 repeats the key of an earlier entry'],
  ])('HOLDFAST_API_KEYS refuses %s', (value, problem) => {
    expect(faultsOf({ HOLDFAST_API_KEYS: value })).toEqual([
      { setting: 'HOLDFAST_API_KEYS', problem: expect.stringContaining(problem) },
    ]);
  });

  const textOf = (apiKey: ApiKey) => ('key' in apiKey ? apiKey.key : apiKey.hash).reveal();

  it('HOLDFAST_API_KEYS takes a key by its hash, and shows neither', () => {
    const hash = createHash('sha256').update('invented:viewer:key:1').digest('hex');
    const { apiKeys } = readSettings({ HOLDFAST_API_KEYS: `viewer:sha256$${hash}` });
    expect(apiKeys?.map((apiKey) => ['hash' in apiKey, textOf(apiKey)])).toEqual([[true, hash]]);
    expect(JSON.stringify(apiKeys)).not.toContain(hash);
  });

  it.each([
    ['sha256$', 'has a hash that is not 64 lower-case hex digits'],
    [`sha256$${'A'.repeat(64)}`, 'has a hash that is not 64 lower-case hex digits'],
    [`sha256$${'a'.repeat(63)}`, 'has a hash that is not 64 lower-case hex digits'],
  ])('HOLDFAST_API_KEYS refuses %s, which is no hash', (text, problem) => {
    expect(faultsOf({ HOLDFAST_API_KEYS: `viewer:${text.padEnd(16, '0')}` })).toEqual([
      { setting: 'HOLDFAST_API_KEYS', problem: expect.stringContaining(problem) },
    ]);
  });

  it('HOLDFAST_API_KEYS refuses a key beside its own hash', () => {
    const key = 'invented:viewer:key:1';
    const hash = createHash('sha256').update(key).digest('hex');
    expect(faultsOf({ HOLDFAST_API_KEYS: `viewer:${key},operator:sha256$${hash}` })).toEqual([
      { setting: 'HOLDFAST_API_KEYS', problem: expect.stringContaining('repeats the key') },
    ]);
  });

  it('HOLDFAST_API_KEYS takes several keys of one role, and colons in a key', () => {
    const value = 'viewer:invented:viewer:key:1, viewer:invented:viewer:key:2';
    expect(readSettings({ HOLDFAST_API_KEYS: value }).apiKeys?.map(textOf)).toEqual([
      'invented:viewer:key:1',
      'invented:viewer:key:2',
    ]);
  });

  it.each([
    [ENCRYPTION_KEY, 'entry 1 is not a pair'],
    [`:${ENCRYPTION_KEY}`, 'entry 1 has an unusable key id'],
    [`k1:${Buffer.alloc(16).toString('base64')}`, 'entry 1 is not 32 bytes in base64'],
    [`k1:${ENCRYPTION_KEY}!`, 'entry 1 is not 32 bytes in base64'],
    [`k1:${ENCRYPTION_KEY},k1:${ENCRYPTION_KEY}`, 'entry 2 repeats the id of an earlier entry'],
  ])('HOLDFAST_ENCRYPTION_KEYS refuses %s', (value, problem) => {
    expect(faultsOf({ HOLDFAST_ENCRYPTION_KEYS: value })).toEqual([
      { setting: 'HOLDFAST_ENCRYPTION_KEYS', problem: expect.stringContaining(problem) },
    ]);
  });
});
