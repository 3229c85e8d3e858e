// Gives a test the run's shared engine. Tests share one namespace, so each takes workflow ids and a task queue
// of its own.

import { randomUUID } from 'node:crypto';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';

/** The namespace that the shared engine was prepared with. */
export const TEST_NAMESPACE = 'default';

/** Connections of one test file; `close()` them in `afterAll`. */
export interface EngineConnections {
  address: string;
  namespace: string;
  /** For workers. */
  native: NativeConnection;
  /** For clients. */
  connection: Connection;
  client: Client;
  close(): Promise<void>;
}

let quiet = false;

/** Connects to the engine that global-setup.ts has started, or to another; throws when Jest runs without the first. */
export async function connectToEngine(
  address = process.env['HOLDFAST_TEST_ENGINE'],
): Promise<EngineConnections> {
  if (!address) {
    throw new Error(
      'HOLDFAST_TEST_ENGINE is not set: jest.config.js must name test/support/global-setup.ts.',
    );
  }
  silenceWorkers();
  const native = await NativeConnection.connect({ address });
  let isClosed = false;
  const retries = defaultGrpcRetryOptions();
  // What is under way when a test has run out of time would be tried again on the closed connection, which throws where
  // nobody catches it: into the next test file.
  const retry = makeGrpcRetryInterceptor({
    ...retries,
    retryableDecider: (attempt, status) => !isClosed && retries.retryableDecider(attempt, status),
  });
  const connection = await Connection.connect({ address, interceptors: [retry] });
  return {
    address,
    namespace: TEST_NAMESPACE,
    native,
    connection,
    client: new Client({ connection, namespace: TEST_NAMESPACE }),
    close: async () => {
      isClosed = true;
      await connection.close();
      await native.close();
    },
  };
}

/** A name nothing else in this run uses, for a workflow id or a task queue. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID()}`;
}

/** Workers tell each start and stop at level INFO, which drowns a failing test's own output. */
export function silenceWorkers(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
}
