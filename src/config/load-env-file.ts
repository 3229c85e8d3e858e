/** Reads `.env` for `npm start` and the CLI. It changes no environment: the two are merged into a new one, for `readSettings`. */
import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { SettingsError } from './settings-error';

/**
 * The environment with the file's names added; a name that the environment has, even empty, wins.
 * A file that is not there is fine.
 * @throws SettingsError when the file is there and cannot be read.
 */
export function loadEnvFile(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return { ...parse(readIfThere(file)), ...env };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'ENOENT') return '';
    throw new SettingsError([
      {
        setting: file,
        problem: `cannot be read (${reason}); allowed: a readable file of NAME=value lines, or none`,
      },
    ]);
  }
}
