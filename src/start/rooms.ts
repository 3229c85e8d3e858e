/** What every role is put together from, each opened once: the engine's client, the record, the provider, the tokens. */
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Logger } from 'pino';
import { type CallbackTokens, createCallbackTokens } from '../callbacks/token';
import type { Settings } from '../config/settings';
import { openRecords, type Records } from '../records/records';
import type { Closers } from './closers';
import { connectEngine, type EngineToReach } from './connect-engine';
import { openProvider, type Provider } from './open-provider';
import type { Telemetry } from './open-telemetry';
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
  /** What this process counts and traces. */
  telemetry: Telemetry;
  /** Aborted when the process begins to take its leave. */
  draining: AbortSignal;
}

/** What is wanted beside the settings; `address` is the embedded engine's, or null for the one that the settings name. */
export interface RoomsToOpen {
  address: string | null;
  log: Logger;
  telemetry: Telemetry;
  closers: Closers;
}

/** Opens them, and leaves to `closers` how they are closed. @throws StartError, RecordsUnavailableError, ClientOptionsError */
export async function openRooms(
  settings: Settings,
  { address, log, telemetry, closers }: RoomsToOpen,
): Promise<Rooms> {
  const { temporal, frontPayment } = settings;
  const sealing = createSealing(settings.encryptionKeys);
  const { dataConverter, sandboxKeys } = sealing;
  const engine = { temporal, address };
  const connection = await connectEngine({
    ...engine,
    dataConverter,
    interceptors: telemetry.clientInterceptors,
    log,
  });
  closers.add('connection', connection.close);
  const records = sealing.seal(await openRecords(settings.recordsUrl.reveal()));
  closers.add('records', () => records.close());
  const provider = await openProvider(settings, { log, sandboxKeys, onAnswer: telemetry.provider?.onAnswer });
  closers.add('provider', provider.close);
  return {
    settings,
    engine,
    client: connection.client,
    dataConverter,
    records,
    provider: watched(provider, telemetry),
    tokens: createCallbackTokens(frontPayment.callbackSecret.reveal()),
    log,
    telemetry,
    draining: closers.begun,
  };
}

/** Every call counted and traced. */
function watched(provider: Provider, { provider: watch }: Telemetry): Provider {
  return watch === null ? provider : { ...provider, call: watch.observe(provider.call) };
}
