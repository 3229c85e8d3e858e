/** Lets in who is signed in, and shows everybody else the sign-in page. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { readSession } from '../api/session';
import type { Session } from '../api/types';
import { useAnyUnsettled } from '../commands/unsettled-sendings';
import { SESSION } from '../live/query-keys';
import { Failed } from '../parts/failed';
import { SessionProvider } from './session-context';
import { SignIn } from './sign-in';
import { SignInAgain } from './sign-in-again';

/**
 * The page for those who are signed in. When the session ends while a sending stands on it that nobody knows the outcome
 * of, it stays, covered: whoever signs in again sends exactly that once more, under the same key.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: 60_000 });
  const isUnsettled = useAnyUnsettled();
  const [last, setLast] = useState<Session | null>(null);
  if (data && data !== last) setLast(data);
  const isKept = data === null && isUnsettled;
  const session = data ?? (isKept ? last : null);
  if (session) {
    return (
      <SessionProvider value={session}>
        {children}
        {isKept && <SignInAgain />}
      </SessionProvider>
    );
  }
  if (data === null) return <SignIn />;
  if (error) {
    return (
      <main className="alone">
        <Failed error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  return null;
}
