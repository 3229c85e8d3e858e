/** Keeps answers, asks again for what is stale, and gives up at once on what no repeat will change. */
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isSignedOut } from '../api/api-problem';
import { SESSION } from './query-keys';

const MAX_TRIES = 3;

/** Makes the client. A request that finds nobody signed in leads back to the sign-in page. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => endSession(client, error) }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: isWorthARepeat },
      // A command is repeated by a person, under the same Idempotency-Key, and by nobody else.
      mutations: { retry: false, onError: (error) => endSession(client, error) },
    },
  });
  return client;
}

function endSession(client: QueryClient, error: Error): void {
  if (isSignedOut(error)) client.setQueryData(SESSION, null);
}

function isWorthARepeat(failures: number, error: Error): boolean {
  const isFinal = error instanceof ApiProblem && !error.isUncertain && error.status !== 429;
  return !isFinal && failures < MAX_TRIES;
}
