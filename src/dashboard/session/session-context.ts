/** Who is signed in, for everything that is only shown to somebody. */
import { createContext, useContext } from 'react';
import type { Session } from '../api/types';

const SessionContext = createContext<Session | null>(null);

/** Hands the session down. */
export const SessionProvider = SessionContext;

/** The session. @throws Error outside of the signed-in part of the page */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('There is no session here.');
  return session;
}

const BOOKING_MAY = ['cancel', 'resend'];

/** Whether the signed-in role may ask for a command at all; whether the order allows it says the order. */
export function useMay(): (command: string) => boolean {
  const { role } = useSession();
  return (command) => role === 'operator' || (role === 'booking' && BOOKING_MAY.includes(command));
}
