/** One column's own world on the shared engine: a task queue, a sandbox, a record and a door for callbacks. */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client } from '@temporalio/client';
import { createCallbackTokens } from '../../src/callbacks/token';
import { openRecords, type Records } from '../../src/records/records';
import { type Sandbox, startSandbox } from '../../src/sandbox';
import { type CallbackDoor, openCallbackDoor } from '../support/callback-door';
import { uniqueName } from '../support/engine';
import { createPatientClient, type PatientClient } from './patient-client';
import type { WorkPlace } from './worker-messages';

const CALLBACK_SECRET = 'a secret of the matrix';

export interface Place {
  /** What a worker process has to know of it. */
  work: WorkPlace;
  client: Client;
  sandbox: Sandbox;
  records: Records;
  callbacks: CallbackDoor;
  reservations: PatientClient;
  close(): Promise<void>;
}

/** Opens a place at which nobody works yet. */
export async function openPlace(client: Client): Promise<Place> {
  const taskQueue = uniqueName('matrix');
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-matrix-'));
  const recordsUrl = pathToFileURL(join(dataDir, 'records.sqlite')).href;
  const records = await openRecords(recordsUrl);
  const sandbox = await startSandbox({
    callbackSecret: CALLBACK_SECRET,
    ratePerMinute: 1_000_000,
    // The engine is shared: two sandboxes of one seed would give two orders the same reservation id.
    seed: randomInt(1e9),
  });
  const tokens = createCallbackTokens(CALLBACK_SECRET);
  const callbacks = await openCallbackDoor({ client, tokens, secret: CALLBACK_SECRET });
  return {
    work: {
      taskQueue,
      sandboxUrl: sandbox.baseUrl,
      sandboxToken: sandbox.token,
      callbackSecret: CALLBACK_SECRET,
      publicUrl: callbacks.origin,
      recordsUrl,
    },
    client,
    sandbox,
    records,
    callbacks,
    reservations: createPatientClient({ client, taskQueue, records }),
    async close() {
      await callbacks.close();
      await sandbox.stop();
      await records.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
