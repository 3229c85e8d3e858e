/**
 * Who asks, and whether that role may: by a key in the header, or by the dashboard's session cookie. A browser sends
 * cookies along with whatever any page has it ask for, so with the cookie a change needs the session's CSRF token too.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { API_ROLES, type ApiRole } from '../config/key-lists';
import type { Doorkeeper } from './doorkeeper';
import type { Caller } from './key-ring';
import { Problem } from './problem';
import { isOwnToken, SESSION_COOKIE, type Session, type Sessions } from './session-cookie';

/** What a route asks of a role: `book` is to create, resend and cancel, `operate` everything else that changes. */
export type Access = 'read' | 'book' | 'operate';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
    /** Of a caller who came with the dashboard's cookie. */
    session: Session | null;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

const MAY: Record<ApiRole, readonly Access[]> = {
  viewer: ['read'],
  booking: ['read', 'book'],
  operator: ['read', 'book', 'operate'],
};

/** The roles that may use a route of this access, from the one that may least. */
export function rolesThatMay(access: Access): ApiRole[] {
  return API_ROLES.filter((role) => MAY[role].includes(access));
}

const CHANGES_NOTHING = new Set(['GET', 'HEAD']);

/**
 * Guards every route of this scope: each must name its access, or the server does not come up.
 * 401 without a known key or a session that holds, 429 after too many wrong ones, 403 for a role that may not, or without the CSRF token.
 */
export function guard(scope: FastifyInstance, doorkeeper: Doorkeeper): void {
  scope.decorateRequest('session', null);
  scope.addHook('onRoute', (route: RouteOptions) => {
    if (!route.config?.access) throw new Error(`Route ${route.url} does not say who may use it.`);
  });
  scope.addHook('onRequest', async (request, reply) => {
    const { caller, session } = authenticated(request, reply, doorkeeper);
    request.caller = caller;
    request.session = session;
    const { access } = request.routeOptions.config;
    const may = access === undefined ? [] : rolesThatMay(access);
    if (!may.includes(caller.role)) {
      throw new Problem(
        'role_not_allowed',
        `The role ${caller.role} may not do this. Nothing was done. Use a key with the role ${may.join(' or ')}.`,
      );
    }
  });
}

function authenticated(
  request: FastifyRequest,
  reply: FastifyReply,
  { find, sessions }: Doorkeeper,
): { caller: Caller; session: Session | null } {
  const cookie = request.cookies[SESSION_COOKIE];
  if (request.headers.authorization === undefined && cookie !== undefined) {
    const session = signedIn(request, sessions, cookie);
    return { caller: session.caller, session };
  }
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) {
    throw new Problem('api_key_missing', 'Nothing was done. Send the header Authorization: Bearer KEY.');
  }
  const known = find(key, { request, reply });
  if (known === null) {
    throw new Problem(
      'api_key_unknown',
      'Nothing was done. Check the key against HOLDFAST_API_KEYS, or api-keys.json in the data directory.',
    );
  }
  return { caller: known.caller, session: null };
}

function signedIn(request: FastifyRequest, sessions: Sessions, cookie: string): Session {
  const session = sessions.read(cookie);
  if (session === null) throw sessionEnded();
  const token = request.headers['x-csrf-token'];
  const isProven = typeof token === 'string' && isOwnToken(session, token);
  if (!isProven && !CHANGES_NOTHING.has(request.method)) {
    throw new Problem(
      'csrf_token_wrong',
      'Nothing was done. Send the csrfToken of GET /session in the header x-csrf-token.',
    );
  }
  return session;
}

/** The problem for a cookie that is no session, or no longer. */
export function sessionEnded(): Problem {
  return new Problem('session_ended', 'Nothing was done. Sign in again.');
}
