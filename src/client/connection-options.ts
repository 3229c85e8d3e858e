/**
 * How the door's connection to the engine behaves while the engine is away. The SDK's own way goes on trying for
 * some twenty seconds whatever the deadline, and a connection that is closed meanwhile ends the process with
 * "Channel has been shut down"; its pause between two connects grows to two minutes.
 */
import {
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** For `Connection.connect`: a call is given up after about a second of refusals; a new try to connect is made each second. */
export function doorConnectionOptions(): Required<Pick<ConnectionOptions, 'channelArgs' | 'interceptors'>> {
  return {
    channelArgs: {
      'grpc.initial_reconnect_backoff_ms': FIRST_PAUSE_MS,
      'grpc.max_reconnect_backoff_ms': LONGEST_PAUSE_MS,
    },
    interceptors: [
      makeGrpcRetryInterceptor(
        defaultGrpcRetryOptions({ maxAttempts: ATTEMPTS, initialIntervalMs: () => FIRST_PAUSE_MS }),
      ),
    ],
  };
}
