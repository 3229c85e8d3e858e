/** `/session`: signing in to the dashboard with a key, who is signed in, and signing out. */
import { z } from 'zod';
import { answers } from '../answer-schemas';
import type { App } from '../app';
import { sessionEnded } from '../authenticate';
import { nothingSchema, sessionSchema } from '../dashboard-answers';
import type { Doorkeeper } from '../doorkeeper';
import { notJson } from '../json-body';
import { Problem } from '../problem';
import { SESSION_COOKIE, SESSION_MS, type Session } from '../session-cookie';

interface Options {
  doorkeeper: Doorkeeper;
  /** Whether the provider is the sandbox. */
  isSandbox: boolean;
  /** Whether browsers reach us by https: the cookie then goes no other way. */
  isHttps: boolean;
  version: string;
  /** Told the id of a session that was signed out of. */
  onSignOut: (sessionId: string) => void;
}

const TAGS = ['session'];

const signInBody = z.strictObject({ key: z.string().min(1, 'must not be empty').max(1000, 'is too long') });

/** Adds the three routes. They need no key, for they are how one is shown. */
export function sessionRoutes(
  app: App,
  { doorkeeper, isSandbox, isHttps, version, onSignOut }: Options,
): void {
  const { sessions } = doorkeeper;
  const cookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure: isHttps } as const;
  const shown = ({ caller, csrfToken, expiresAt }: Session) => {
    return { role: caller.role, csrfToken, expiresAt, sandbox: isSandbox, version };
  };
  app.post(
    '/session',
    {
      schema: {
        operationId: 'signIn',
        summary: 'Sign in to the dashboard with a key of any role',
        tags: TAGS,
        security: [],
        body: signInBody,
        response: answers({ 200: sessionSchema }),
      },
      preValidation: async (request) => {
        if (request.body === undefined) throw notJson();
      },
    },
    async (request, reply) => {
      const { key } = request.body;
      const begun = doorkeeper.find(key, { request, reply }) && sessions.begin(key);
      if (begun === null) {
        throw new Problem('api_key_unknown', 'Nobody was signed in. Check the key for mistakes.');
      }
      reply.setCookie(SESSION_COOKIE, begun.cookie, { ...cookieOptions, maxAge: SESSION_MS / 1000 });
      return shown(begun.session);
    },
  );
  app.get(
    '/session',
    {
      schema: {
        operationId: 'getSession',
        summary: 'Who is signed in',
        tags: TAGS,
        security: [{ session: [] }],
        response: answers({ 200: sessionSchema }),
      },
    },
    async (request, reply) => {
      const cookie = request.cookies[SESSION_COOKIE];
      if (cookie === undefined) throw new Problem('session_missing', 'Sign in with a key first.');
      const session = sessions.read(cookie);
      if (session !== null) return shown(session);
      reply.clearCookie(SESSION_COOKIE, cookieOptions);
      throw sessionEnded();
    },
  );
  app.delete(
    '/session',
    {
      schema: {
        operationId: 'signOut',
        summary: 'Sign out: the browser forgets the session',
        tags: TAGS,
        // Nobody need be signed in to be signed out.
        security: [],
        response: answers({ 204: nothingSchema }),
      },
    },
    // Without a CSRF token: a page of another origin has neither the cookie sent (SameSite) nor this method allowed.
    async (request, reply) => {
      const session = sessions.read(request.cookies[SESSION_COOKIE] ?? '');
      if (session !== null) onSignOut(session.id);
      return reply.clearCookie(SESSION_COOKIE, cookieOptions).code(204).send(null);
    },
  );
}
