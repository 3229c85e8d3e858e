/** What each role must be told, and how a process takes its leave. */
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/read-settings';
import type { Role } from '../../src/config/roles';
import { SettingsError } from '../../src/config/settings-error';
import { OPERATOR_KEY } from './environment';

const SHARED = {
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  RECORDS_URL: 'file:/var/lib/holdfast/records.sqlite',
  FRONT_PAYMENT_BASE_URL: 'http://127.0.0.1:8090/api/v1',
  FRONT_PAYMENT_TOKEN: 'an-invented-token',
  FRONT_PAYMENT_CALLBACK_SECRET: 'an-invented-secret',
};
const KEYS = { HOLDFAST_API_KEYS: `operator:${OPERATOR_KEY}` };

function faultsOf(env: Record<string, string>, role: Role): string[] {
  try {
    readSettings(env, role);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults.map(({ setting }) => setting);
  }
}

describe('the settings of a role', () => {
  it('are all optional for one that is a whole', () => {
    expect(faultsOf({}, 'start')).toEqual([]);
  });

  it.each<[Role, string[]]>([
    ['server', ['TEMPORAL_ADDRESS', 'RECORDS_URL', 'FRONT_PAYMENT_BASE_URL', 'HOLDFAST_API_KEYS']],
    ['worker', ['TEMPORAL_ADDRESS', 'RECORDS_URL', 'FRONT_PAYMENT_BASE_URL']],
  ])('of a %s name what it shares with others', (role, missing) => {
    expect(faultsOf({}, role)).toEqual(missing);
    expect(faultsOf({ ...SHARED, ...KEYS }, role)).toEqual([]);
  });

  it('ask for keys once, where a server can be reached from elsewhere', () => {
    expect(faultsOf({ ...SHARED, HOST: '0.0.0.0' }, 'server')).toEqual(['HOLDFAST_API_KEYS']);
  });

  it('ask a worker for keys by its own address, not by the server’s', () => {
    expect(faultsOf({ ...SHARED, HOST: '0.0.0.0' }, 'worker')).toEqual([]);
    expect(faultsOf({ ...SHARED, WORKER_HOST: '0.0.0.0' }, 'worker')).toEqual(['HOLDFAST_API_KEYS']);
    expect(faultsOf({ ...SHARED, ...KEYS, WORKER_HOST: '0.0.0.0' }, 'worker')).toEqual([]);
  });
});

describe('the settings of a stop', () => {
  it('let a server take requests for a part of the grace', () => {
    expect(readSettings({}).shutdown).toEqual({ graceMs: 45_000, delayMs: 5_000 });
    expect(readSettings({ SHUTDOWN_GRACE: 'PT8S' }).shutdown).toEqual({ graceMs: 8_000, delayMs: 2_000 });
    expect(readSettings({ SHUTDOWN_DELAY: 'PT0S' }).shutdown.delayMs).toBe(0);
  });

  it('refuse a delay above half of the grace', () => {
    expect(faultsOf({ SHUTDOWN_GRACE: 'PT10S', SHUTDOWN_DELAY: 'PT6S' }, 'start')).toEqual([
      'SHUTDOWN_DELAY',
    ]);
  });

  it('warn where a call may take longer than the grace', () => {
    const about = (env: Record<string, string>) =>
      readSettings(env).warnings.filter((warning) => warning.startsWith('SHUTDOWN_GRACE'));
    expect(about({})).toEqual([]);
    expect(about({ SHUTDOWN_GRACE: 'PT34S' })).toHaveLength(1);
  });
});
