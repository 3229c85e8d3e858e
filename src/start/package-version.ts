/** This installation's version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../engine/pinned-server';

/** As package.json names it. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}
