/** Signing in and out: the key is exchanged for a session cookie that no script can read. */
import { isSignedOut } from './api-problem';
import { ask, rememberCsrfToken } from './ask';
import type { Session } from './types';

/** Who is signed in; null for nobody. @throws ApiProblem */
export async function readSession(): Promise<Session | null> {
  try {
    const { body } = await ask<Session>('/session');
    rememberCsrfToken(body.csrfToken);
    return body;
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

/** @throws ApiProblem with 401 when no such key is known, 429 after too many tries */
export async function signIn(key: string): Promise<Session> {
  const { body } = await ask<Session>('/session', { method: 'POST', body: { key } });
  rememberCsrfToken(body.csrfToken);
  return body;
}

/** Ends the session. @throws ApiProblem */
export async function signOut(): Promise<void> {
  await ask('/session', { method: 'DELETE' });
}
