/** From an address to the client of a booking system: the way in for whoever has no Temporal client of his own. */
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { doorConnectionOptions } from './connection-options';
import { EngineUnavailableError } from './errors';
import type { HoldfastClient } from './holdfast-client';
import { createHoldfastClient, type HoldfastDependencies } from './holdfast-over-temporal';

/** Where the orders' workflows run, and how to get there. */
export interface ConnectOptions
  extends Pick<ConnectionOptions, 'tls' | 'apiKey' | 'metadata'>,
    Pick<HoldfastDependencies, 'records' | 'requestedBy'> {
  /** `host:port`; `127.0.0.1:7233` unless given. */
  address?: string;
  /** `default` unless given. */
  namespace?: string;
  /** The setting TASK_QUEUE of the server; `reservations` unless given. */
  taskQueue?: string;
  /** With the codec of HOLDFAST_ENCRYPTION_KEYS where the server has keys; none unless given. */
  dataConverter?: DataConverter;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** Connects within 5 s, and makes the client; `close()` ends the connection. @throws EngineUnavailableError */
export async function connectHoldfast({
  address = '127.0.0.1:7233',
  namespace = 'default',
  taskQueue = 'reservations',
  dataConverter = {},
  records,
  requestedBy,
  ...options
}: ConnectOptions = {}): Promise<HoldfastClient> {
  const connection = await connect({ address, ...options });
  const holdfast = createHoldfastClient({
    client: new Client({ connection, namespace, dataConverter }),
    taskQueue,
    ...(records === undefined ? {} : { records }),
    ...(requestedBy === undefined ? {} : { requestedBy }),
  });
  return { ...holdfast, close: () => connection.close() };
}

async function connect(options: ConnectionOptions): Promise<Connection> {
  try {
    return await Connection.connect({
      ...options,
      ...doorConnectionOptions(),
      connectTimeout: CONNECT_TIMEOUT_MS,
    });
  } catch (error) {
    throw new EngineUnavailableError({ cause: error });
  }
}
