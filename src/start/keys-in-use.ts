/** What `holdfast keys` looks at, from beside whatever runs: the engine and the record that the settings name, unopened. */
import { Client } from '@temporalio/client';
import type { EncryptionKey } from '../config/key-lists';
import type { Settings } from '../config/settings';
import { countWorkflows, type EngineUsage, type KeyCounts } from '../encryption/count-workflows';
import { createKeyring } from '../encryption/keys';
import { countRows, type Resealed, resealRows } from '../encryption/reseal-rows';
import { openRecords, type Records } from '../records/records';
import { connectBeside } from './connect-beside';

/** How much of what is under which key. */
export interface KeysInUse extends EngineUsage {
  orders: KeyCounts;
  webhooks: KeyCounts;
}

/** Reads all of it; `onProgress` is told how many workflows were read. @throws StartError, RecordsUnavailableError */
export async function keysInUse(settings: Settings, onProgress: (read: number) => void): Promise<KeysInUse> {
  const connection = await connectBeside(settings);
  try {
    const client = new Client({ connection, namespace: settings.temporal.namespace });
    const engine = await countWorkflows({ client, taskQueue: settings.taskQueue, onProgress });
    return await withRecords(settings, async ({ rows }) => ({
      ...engine,
      orders: await countRows(rows, 'orders'),
      webhooks: await countRows(rows, 'webhooks'),
    }));
  } finally {
    await connection.close();
  }
}

/** Seals the record's rows under the first of these keys. @throws RecordsUnavailableError */
export function resealRecord(
  settings: Settings,
  keys: readonly [EncryptionKey, ...EncryptionKey[]],
  limit: number,
): Promise<Resealed> {
  return withRecords(settings, ({ rows }) => resealRows(rows, createKeyring(keys), limit));
}

async function withRecords<T>(settings: Settings, work: (records: Records) => Promise<T>): Promise<T> {
  const records = await openRecords(settings.recordsUrl.reveal());
  try {
    return await work(records);
  } finally {
    await records.close();
  }
}
