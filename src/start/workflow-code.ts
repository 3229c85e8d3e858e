/** The bundled workflows as a worker takes them: with a word in front where messages of failures are to be encrypted. */
import { readFileSync } from 'node:fs';
import type { WorkerOptions } from '@temporalio/worker';
import { SEALS_FAILURES } from '../../workflows/failure-converter';

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
