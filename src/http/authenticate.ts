/**
 * Who asks, and whether that role may. Keys are compared as hashes, in constant time, and each with all, so that
 * neither the time nor the order tells anything about them.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { ApiKey, ApiRole } from '../config/key-lists';
import { Problem } from './problem';

/** What a route asks of a role: `book` is to create, resend and cancel, `operate` everything else that changes. */
export type Access = 'read' | 'book' | 'operate';

/** The caller of a request, once its key was known. `keyId` names the key and tells nothing of it. */
export interface Caller {
  role: ApiRole;
  keyId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
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

/**
 * Guards every route of this scope: each must name its access, or the server does not come up.
 * 401 without a known key, 403 for a role that may not.
 */
export function guard(scope: FastifyInstance, apiKeys: readonly ApiKey[]): void {
  const callerOf = createKeyRing(apiKeys);
  scope.addHook('onRoute', (route: RouteOptions) => {
    if (!route.config?.access) throw new Error(`Route ${route.url} does not say who may use it.`);
  });
  scope.addHook('onRequest', async (request) => {
    request.caller = authenticated(request, callerOf);
    const { access } = request.routeOptions.config;
    if (access === undefined || !MAY[request.caller.role].includes(access)) {
      throw new Problem(
        'role_not_allowed',
        `The role ${request.caller.role} may not do this. Nothing was done. Use a key of another role.`,
      );
    }
  });
}

function authenticated(request: FastifyRequest, callerOf: (key: string) => Caller | null): Caller {
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) {
    throw new Problem('api_key_missing', 'Nothing was done. Send the header Authorization: Bearer KEY.');
  }
  const caller = callerOf(key);
  if (caller === null) {
    throw new Problem('api_key_unknown', 'Nothing was done. Check the key against HOLDFAST_API_KEYS.');
  }
  return caller;
}

function createKeyRing(apiKeys: readonly ApiKey[]): (key: string) => Caller | null {
  const known = apiKeys.map(({ role, key }, index) => ({
    digest: digestOf(key.reveal()),
    caller: { role, keyId: `${role}-${index + 1}` },
  }));
  return (key) => {
    const digest = digestOf(key);
    const matching = known.filter((entry) => timingSafeEqual(entry.digest, digest));
    return matching[0]?.caller ?? null;
  };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
