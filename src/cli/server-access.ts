/** Where the server is and with which key to ask it: options first, then the environment, then this machine's start. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrMakeApiKeys } from '../config/api-keys-file';
import { keyOfRole } from '../config/key-lists';
import { loadEnvFile } from '../config/load-env-file';
import { readSettings } from '../config/read-settings';
import type { Settings } from '../config/settings';
import { localUrl } from '../start/local-url';
import { CliError } from './cli-error';
import type { Terminal } from './terminal';

/** The options that every command on orders has. */
export interface AccessOptions {
  url?: string;
  apiKey?: string;
}

/** A server and a key for it. */
export interface ServerAccess {
  url: string;
  apiKey: string;
}

/** @throws SettingsError; CliError when there is no key to be found or the URL is none */
export function findServer(
  options: AccessOptions,
  { env, cwd }: Pick<Terminal, 'env' | 'cwd'>,
): ServerAccess {
  const given = loadEnvFile(join(cwd, '.env'), env);
  const url = options.url ?? given['HOLDFAST_URL'];
  const apiKey = options.apiKey ?? given['HOLDFAST_API_KEY'];
  if (url !== undefined && !/^https?:\/\//.test(url)) {
    throw new CliError(
      'usage',
      'The URL of the server must begin with http:// or https://. Nothing was sent.',
    );
  }
  if (url && apiKey) return { url: withoutSlash(url), apiKey };
  const settings = readSettings(given);
  return { url: url ? withoutSlash(url) : localUrl(settings), apiKey: apiKey || operatorKey(settings) };
}

function operatorKey({ apiKeys, dataDir }: Settings): string {
  const file = join(dataDir, 'api-keys.json');
  const keys = apiKeys ?? (existsSync(file) ? loadOrMakeApiKeys(dataDir) : []);
  const operator = keyOfRole(keys, 'operator');
  if (operator) return operator.reveal();
  throw new CliError(
    'usage',
    `No API key was given and none is kept in ${file}. Nothing was sent. Start Holdfast here first (npm start), ` +
      'or give --api-key or HOLDFAST_API_KEY.',
  );
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
