/** Both connections to Temporal: the door's, for what people ask, and the worker's. */
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { doorConnectionOptions } from '../client';
import type { TemporalSettings } from '../config/temporal';
import { EngineError } from '../engine/engine-error';
import { prepareNamespace } from '../engine/prepare-namespace';
import { StartError } from './start-error';

/** What the rooms speak to Temporal through. */
export interface EngineConnections {
  client: Client;
  native: NativeConnection;
  close(): Promise<void>;
}

/** `address` is the embedded engine's, or null for the one that the settings name. */
export interface EngineToReach {
  temporal: TemporalSettings;
  address: string | null;
  dataConverter: DataConverter;
  log: Logger;
}

const NAMESPACE_TIMEOUT_MS = 10_000;

/** @throws StartError `engine_unreachable` */
export async function connectEngine(engine: EngineToReach): Promise<EngineConnections> {
  const { temporal, address } = engine;
  try {
    return await connect(engine);
  } catch (error) {
    throw new StartError(
      'engine_unreachable',
      `The Temporal server at ${address ?? temporal.address} does not answer, so Holdfast was not started. ` +
        'Check TEMPORAL_ADDRESS and the settings beside it, and that the server runs.',
      { cause: error },
    );
  }
}

async function connect({ temporal, address, dataConverter, log }: EngineToReach): Promise<EngineConnections> {
  const options = address === null ? temporal.connection.reveal() : { address };
  const connection = await Connection.connect({ ...options, ...doorConnectionOptions() });
  try {
    if (address === null) await prepare(connection, temporal.namespace, log);
    const native = await NativeConnection.connect(options);
    return {
      client: new Client({ connection, namespace: temporal.namespace, dataConverter }),
      native,
      async close() {
        await connection.close();
        await native.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** On somebody else's server we may not be allowed to, and then it is theirs to prepare. */
async function prepare(connection: Connection, namespace: string, log: Logger): Promise<void> {
  try {
    await prepareNamespace({ connection, namespace, timeoutMs: NAMESPACE_TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    log.warn(
      { namespace, error },
      'the namespace could not be prepared by this client and is taken as it is; it needs the search attributes Holdfast*',
    );
  }
}
