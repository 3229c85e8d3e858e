/** Where the settings say that this machine keeps the engine's database and the record. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadEnvFile } from '../config/load-env-file';
import { readSettings } from '../config/read-settings';
import type { Terminal } from './terminal';

/** `recordFile` is null where the record is in PostgreSQL. */
export interface KeptHere {
  dataDir: string;
  recordFile: string | null;
}

/** @throws SettingsError */
export function placesOf({ env, cwd }: Pick<Terminal, 'env' | 'cwd'>): KeptHere {
  const { dataDir, recordsUrl } = readSettings(loadEnvFile(join(cwd, '.env'), env));
  const url = recordsUrl.reveal();
  return {
    dataDir: resolve(cwd, dataDir),
    recordFile: url.startsWith('file:') ? fileURLToPath(url) : null,
  };
}
