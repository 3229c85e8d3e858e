/** What every role is put together from, each opened once: the engine's client, the record, the provider, the tokens. */
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { type CallbackTokens, createCallbackTokens } from '../callbacks/token';
import type { Settings } from '../config/settings';
import { openRecords, type Records } from '../records/records';
import type { Closers } from './closers';
import { connectEngine, type EngineToReach } from './connect-engine';
import { openProvider, type Provider } from './open-provider';
import { createSealing } from './sealing';

/** The rooms of one process. */
export interface Rooms {
  settings: Settings;
  engine: EngineToReach;
  client: Client;
  dataConverter: DataConverter;
  records: Records;
  provider: Provider;
  tokens: CallbackTokens;
  log: Logger;
  /** Shown at `/metrics` of this process. */
  metrics: Registry;
  /** Aborted when the process begins to take its leave. */
  draining: AbortSignal;
}

/** What is wanted beside the settings; `address` is the embedded engine's, or null for the one that the settings name. */
export interface RoomsToOpen {
  address: string | null;
  log: Logger;
  closers: Closers;
}

/** Opens them, and leaves to `closers` how they are closed. @throws StartError, RecordsUnavailableError, ClientOptionsError */
export async function openRooms(settings: Settings, { address, log, closers }: RoomsToOpen): Promise<Rooms> {
  const { temporal, frontPayment } = settings;
  const sealing = createSealing(settings.encryptionKeys);
  const { dataConverter, sandboxKeys } = sealing;
  const engine = { temporal, address };
  const connection = await connectEngine({ ...engine, dataConverter, log });
  closers.add('connection', connection.close);
  const records = sealing.seal(await openRecords(settings.recordsUrl.reveal()));
  closers.add('records', () => records.close());
  const provider = await openProvider(settings, { log, sandboxKeys });
  closers.add('provider', provider.close);
  return {
    settings,
    engine,
    client: connection.client,
    dataConverter,
    records,
    provider,
    tokens: createCallbackTokens(frontPayment.callbackSecret.reveal()),
    log,
    metrics: new Registry(),
    draining: closers.begun,
  };
}
