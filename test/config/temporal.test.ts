/** The connection to Temporal as @temporalio/envconfig reads it, and what that package would take without a word. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/read-settings';
import { errorOf, faultsOf } from './environment';

describe('the Temporal connection', () => {
  let directory = '';
  let profileFile = '';

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
    profileFile = join(directory, 'temporal.toml');
    writeFileSync(
      profileFile,
      '[profile.default]\naddress = "127.0.0.1:7999"\n[profile.shop]\naddress = "localhost:7777"\nnamespace = "shop"\n[profile.bare]\nnamespace = "bare"\n',
    );
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('carries address, namespace, API key and TLS', () => {
    const { temporal } = readSettings({
      TEMPORAL_ADDRESS: '127.0.0.1:7233',
      TEMPORAL_NAMESPACE: 'orders',
      TEMPORAL_API_KEY: 'invented-temporal-key',
    });
    expect(temporal).toMatchObject({ address: '127.0.0.1:7233', namespace: 'orders' });
    expect(temporal.connection.reveal()).toMatchObject({
      address: '127.0.0.1:7233',
      apiKey: 'invented-temporal-key',
      tls: true,
    });
  });

  it('is the embedded engine in the namespace said', () => {
    expect(readSettings({ TEMPORAL_NAMESPACE: 'orders' }).temporal).toMatchObject({
      address: null,
      namespace: 'orders',
    });
  });

  it('comes from a profile when one is asked for, the environment overriding it', () => {
    const { temporal } = readSettings({
      TEMPORAL_CONFIG_FILE: profileFile,
      TEMPORAL_PROFILE: 'shop',
      TEMPORAL_NAMESPACE: 'orders',
    });
    expect(temporal).toMatchObject({ address: 'localhost:7777', namespace: 'orders' });
  });

  it("is not taken from a file in somebody's home that nobody asked for", () => {
    const home = join(directory, 'home');
    const env = { XDG_CONFIG_HOME: home, HOME: home, APPDATA: home };
    expect(readSettings(env).temporal.address).toBeNull();
  });

  it.each([
    [{ TEMPORAL_ADDRESS: 'https://temporal.example.com' }, 'TEMPORAL_ADDRESS', 'host:port'],
    [{ TEMPORAL_ADDRESS: 'localhost:7233', TEMPORAL_TLS: 'yes' }, 'TEMPORAL_TLS', 'not one of the words'],
    [{ TEMPORAL_API_KEY: 'invented-temporal-key' }, 'TEMPORAL_API_KEY', 'no Temporal address'],
    [{ TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' }, 'TEMPORAL_CONFIG_FILE', 'cannot be read'],
    [
      { TEMPORAL_ADDRESS: 'localhost:7233', TEMPORAL_TLS_CLIENT_CERT_DATA: 'invented' },
      'TEMPORAL_TLS_CLIENT_KEY_PATH',
      'is missing',
    ],
    [
      { TEMPORAL_ADDRESS: 'localhost:7233', TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' },
      'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION',
      'cannot be honoured',
    ],
    [
      { TEMPORAL_ADDRESS: 'localhost:7233', TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem' },
      'TEMPORAL_TLS_*',
      'ENOENT',
    ],
  ])('refuses %j', (env, setting, problem) => {
    expect(faultsOf(env)).toEqual([{ setting, problem: expect.stringContaining(problem) }]);
  });

  it.each([
    ['elsewhere', "Profile 'elsewhere' not found"],
    ['bare', 'no Temporal address is'],
  ])('refuses the profile %s', (profile, problem) => {
    const faults = faultsOf({ TEMPORAL_CONFIG_FILE: profileFile, TEMPORAL_PROFILE: profile });
    expect(faults).toContainEqual({ setting: 'TEMPORAL_PROFILE', problem: expect.stringContaining(problem) });
  });

  it('shows no line of a configuration file that cannot be parsed', () => {
    const file = join(directory, 'broken.toml');
    writeFileSync(file, '[profile.default]\napi_key = "invented-temporal-key" trailing\n');
    const error = errorOf({ TEMPORAL_CONFIG_FILE: file });
    expect(error.faults).toHaveLength(1);
    expect(error.message).not.toContain('invented-temporal-key');
  });
});
