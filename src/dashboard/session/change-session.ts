/** Somebody has come or gone: what was shown to one is not for the other. */
import type { QueryClient } from '@tanstack/react-query';
import type { Session } from '../api/types';
import { SESSION } from '../live/query-keys';

/**
 * Forgets every answer, and shows the page of whoever is signed in now; null for nobody. What stands on a page that was kept
 * over the end of a session is asked for anew.
 */
export function changeSession(client: QueryClient, session: Session | null): void {
  const others = {
    predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== SESSION[0],
  };
  client.setQueryData(SESSION, session);
  if (session === null) client.removeQueries(others);
  else void client.resetQueries(others);
}
