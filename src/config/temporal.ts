/**
 * The connection to Temporal, read by @temporalio/envconfig with its names. What that package takes without a word
 * (TEMPORAL_TLS=yes means off there; a certificate without its key is dropped) is a fault here.
 * A configuration file is read only when TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE asks for it: a file in somebody's
 * home directory must not send orders to another server.
 */
import { accessSync, constants } from 'node:fs';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { isLoopbackHost } from './loopback';
import { Secret } from './secret';
import type { SettingsFault } from './settings-error';

/** How to reach Temporal. */
export interface TemporalSettings {
  /** `host:port`, or null for the embedded engine. */
  readonly address: string | null;
  readonly namespace: string;
  /** Options for `Connection.connect` and `NativeConnection.connect`; empty for the embedded engine. Secret: API key and client key are inside. */
  readonly connection: Secret<ClientConnectConfig['connectionOptions']>;
}

type Environment = Readonly<Record<string, string>>;

/** Reads the TEMPORAL_* settings; faults are added to `faults`, and null is returned when there were any. */
export function readTemporal(env: Environment, faults: SettingsFault[]): TemporalSettings | null {
  const found = [...wordFaults(env), ...pairFaults(env), ...fileFaults(env)];
  const config = found.length === 0 ? load(env, found) : null;
  const address = config?.connectionOptions.address ?? null;
  if (config !== null) found.push(...addressFaults(env, address));
  faults.push(...found);
  if (config === null || found.length > 0) return null;
  const connection = address === null ? {} : config.connectionOptions;
  return {
    address,
    namespace: config.namespace ?? 'default',
    connection: new Secret('TEMPORAL_*', connection),
  };
}

/** Whether an address of the form `host:port` can only be this machine. */
export function isLoopbackAddress(address: string): boolean {
  return isLoopbackHost(address.replace(/:\d+$/, ''));
}

function wantsFile(env: Environment): boolean {
  return env['TEMPORAL_PROFILE'] !== undefined || env['TEMPORAL_CONFIG_FILE'] !== undefined;
}

function load(env: Environment, faults: SettingsFault[]): ClientConnectConfig | null {
  try {
    return loadClientConnectConfig({
      overrideEnvVars: { ...env },
      disableFile: !wantsFile(env),
      configFileStrict: true,
    });
  } catch (error) {
    // Only the first line: a TOML parser's message goes on with the lines at fault, and those may hold an API key.
    const [firstLine = 'unreadable'] = String(error instanceof Error ? error.message : error).split('\n');
    const setting = wantsFile(env) ? 'TEMPORAL_PROFILE' : 'TEMPORAL_TLS_*';
    faults.push({
      setting,
      problem: `the connection to Temporal cannot be read (${firstLine}); allowed: readable files in the form of @temporalio/envconfig`,
    });
    return null;
  }
}

function wordFaults(env: Environment): SettingsFault[] {
  const faults: SettingsFault[] = [];
  const tls = env['TEMPORAL_TLS'];
  if (tls !== undefined && !['true', 'false', '1', '0'].includes(tls)) {
    faults.push({
      setting: 'TEMPORAL_TLS',
      problem: 'is not one of the words; allowed: true or false (1 or 0)',
    });
  }
  const unverified = env['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'];
  if (unverified !== undefined && !['false', '0'].includes(unverified)) {
    faults.push({
      setting: 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION',
      problem:
        'cannot be honoured, the SDK always verifies the server; allowed: false, or TEMPORAL_TLS_SERVER_NAME',
    });
  }
  return faults;
}

function pairFaults(env: Environment): SettingsFault[] {
  if (wantsFile(env)) return [];
  const has = (what: string) =>
    ['PATH', 'DATA'].some((kind) => env[`TEMPORAL_TLS_CLIENT_${what}_${kind}`] !== undefined);
  if (has('CERT') === has('KEY')) return [];
  const missing = has('CERT') ? 'KEY' : 'CERT';
  return [
    {
      setting: `TEMPORAL_TLS_CLIENT_${missing}_PATH`,
      problem: 'is missing; allowed: a client certificate and its key, or neither',
    },
  ];
}

function fileFaults(env: Environment): SettingsFault[] {
  const file = env['TEMPORAL_CONFIG_FILE'];
  if (file === undefined) return [];
  try {
    accessSync(file, constants.R_OK);
    return [];
  } catch {
    return [
      {
        setting: 'TEMPORAL_CONFIG_FILE',
        problem: 'names a file that cannot be read; allowed: a readable TOML file',
      },
    ];
  }
}

function addressFaults(env: Environment, address: string | null): SettingsFault[] {
  if (address !== null) {
    const wellFormed = /^(\[[\da-f:.]+\]|[a-z\d][a-z\d._-]*):\d{1,5}$/i.test(address);
    return wellFormed
      ? []
      : [{ setting: 'TEMPORAL_ADDRESS', problem: 'is not an address; allowed: host:port, without a scheme' }];
  }
  const pointless = Object.keys(env).filter((name) =>
    /^TEMPORAL_(API_KEY|TLS|TLS_.*|PROFILE|CONFIG_FILE|GRPC_META_.*)$/.test(name),
  );
  return pointless.map((setting) => ({
    setting,
    problem:
      'is set, but no Temporal address is; allowed: together with TEMPORAL_ADDRESS or a profile that has an address',
  }));
}
