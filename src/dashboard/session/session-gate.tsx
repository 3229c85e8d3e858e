/** Lets in who is signed in, and shows everybody else the sign-in page. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readSession } from '../api/session';
import { SESSION } from '../live/query-keys';
import { Failed } from '../parts/failed';
import { SessionProvider } from './session-context';
import { SignIn } from './sign-in';

/** The page for those who are signed in. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: 60_000 });
  if (data) return <SessionProvider value={data}>{children}</SessionProvider>;
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
