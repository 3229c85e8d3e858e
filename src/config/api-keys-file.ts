/**
 * The API keys that Holdfast makes for itself at the first start on loopback, one per role, kept in the data directory.
 * The file appears whole or not at all, and whoever loses a race takes the winner's keys.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { API_KEY_MIN_LENGTH, API_ROLES, type PlainApiKey } from './key-lists';
import { Secret } from './secret';
import { SettingsError } from './settings-error';

const key = z.string().min(API_KEY_MIN_LENGTH);
const KeysFile = z.object({ viewer: key, booking: key, operator: key });

/**
 * The keys in `<dataDir>/api-keys.json` (mode 0600), made if the file is not there; one per role.
 * @throws SettingsError when the file is not what we wrote, or the directory is not writable.
 */
export function loadOrMakeApiKeys(dataDir: string): PlainApiKey[] {
  const file = join(dataDir, 'api-keys.json');
  try {
    const text = readIfThere(file) ?? make(dataDir, file);
    return read(file, text);
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SettingsError([
      {
        setting: 'HOLDFAST_DATA_DIR',
        problem: `the API keys cannot be kept in ${file} (${reason}); allowed: a directory that may be written, or HOLDFAST_API_KEYS`,
      },
    ]);
  }
}

function make(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const keys = Object.fromEntries(API_ROLES.map((role) => [role, randomBytes(24).toString('base64url')]));
  try {
    writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}

function read(file: string, text: string): PlainApiKey[] {
  const parsed = KeysFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new SettingsError([
      {
        setting: 'HOLDFAST_API_KEYS',
        problem: `${file} does not hold one key per role; allowed: the file as it was made (delete it to have new keys made)`,
      },
    ]);
  }
  // Copies and restores widen modes; the keys stay the owner's.
  chmodSync(file, 0o600);
  return API_ROLES.map((role) => ({ role, key: new Secret('HOLDFAST_API_KEYS', parsed.data[role]) }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
