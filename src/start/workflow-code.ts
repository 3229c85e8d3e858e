/** The bundled workflows as a worker takes them: with a word in front where messages of failures are to be encrypted. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';
import { SEALS_FAILURES } from '../../workflows/failure-converter';
import { packageRoot } from '../engine/pinned-server';
import { StartError } from './start-error';

/** `codePath`: the bundle; `sealsFailures`: whether the worker has keys, and with them a codec that encrypts. */
export function workflowCode({
  codePath,
  sealsFailures,
}: {
  codePath: string;
  sealsFailures: boolean;
}): NonNullable<WorkerOptions['workflowBundle']> {
  if (!sealsFailures) return { codePath };
  // On the same line, so that stack traces still name the right ones.
  return { code: `globalThis.${SEALS_FAILURES} = true;${readFileSync(codePath, 'utf8')}` };
}

/** Where the build has put the bundle. @throws StartError `package_incomplete` */
export function workflowBundlePath(): string {
  const path = join(packageRoot(), 'dist', 'workflow-bundle.js');
  if (existsSync(path)) return path;
  throw new StartError(
    'package_incomplete',
    `${path} is not there, so Holdfast was not started. Run \`npm run build\`.`,
  );
}
