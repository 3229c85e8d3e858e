/** The connection to Temporal that every role has: the door's, for what people ask, and the activities'. */
import { Client, type ClientInterceptors, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Logger } from 'pino';
import { doorConnectionOptions } from '../client';
import type { TemporalSettings } from '../config/temporal';
import { EngineError } from '../engine/engine-error';
import { prepareNamespace } from '../engine/prepare-namespace';
import { StartError } from './start-error';

/** What a role asks Temporal through. */
export interface EngineConnection {
  client: Client;
  close(): Promise<void>;
}

/** `address` is the embedded engine's, or null for the one that the settings name. */
export interface EngineToReach {
  temporal: TemporalSettings;
  address: string | null;
}

/** What the client is made with. */
interface ClientParts {
  dataConverter: DataConverter;
  interceptors: ClientInterceptors;
  log: Logger;
}

const NAMESPACE_TIMEOUT_MS = 10_000;

/** @throws StartError `engine_unreachable` */
export async function connectEngine(engine: EngineToReach & ClientParts): Promise<EngineConnection> {
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

/** What a connection of the SDK is made with, the worker's too. */
export function connectionOptionsOf({ temporal, address }: EngineToReach) {
  return address === null ? temporal.connection.reveal() : { address };
}

async function connect({
  dataConverter,
  interceptors,
  log,
  ...engine
}: EngineToReach & ClientParts): Promise<EngineConnection> {
  const { namespace } = engine.temporal;
  const connection = await Connection.connect({ ...connectionOptionsOf(engine), ...doorConnectionOptions() });
  try {
    if (engine.address === null) await prepare(connection, namespace, log);
    return {
      client: new Client({ connection, namespace, dataConverter, interceptors }),
      close: () => connection.close(),
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
