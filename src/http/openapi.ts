/** The OpenAPI document, made from the schemas that check the requests. Register it before the routes. */
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiRole } from '../config/key-lists';
import type { App } from './app';
import { rolesThatMay } from './authenticate';
import { describedAnswers } from './openapi-answers';
import { nameSchemas } from './openapi-names';
import { withOpenAnswers } from './openapi-open-answers';
import { SESSION_COOKIE } from './session-cookie';

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>;
type TransformObject = NonNullable<FastifyDynamicSwaggerOptions['transformObject']>;

/** Makes `app.swagger()` give the OpenAPI 3.1 document; the server does not come up with a route that has no operationId. */
export async function describeApi(app: App, version: string): Promise<void> {
  nameSchemas();
  app.addHook('onRoute', requireOperationId);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Holdfast',
        version,
        description: 'Orders, their card reservations, and the commands on them. Money is in minor units.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: TAGS,
      components: { securitySchemes: SECURITY_SCHEMES },
      security: [{ key: [] }],
    },
    transform,
    transformObject,
  });
}

const SECURITY_SCHEMES = {
  key: { type: 'http', scheme: 'bearer', description: 'A key of HOLDFAST_API_KEYS' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description:
      'The cookie that `POST /session` sets; a request that has the header `Authorization` goes by that',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'x-csrf-token',
    description: 'The `csrfToken` of `GET /session`, beside the cookie',
  },
} as const;

const TAGS = [
  { name: 'reservations', description: 'Orders and what became of them' },
  {
    name: 'commands',
    description: 'What can be asked of a reservation; every command takes an Idempotency-Key',
  },
];

function requireOperationId({ url, method, schema }: RouteOptions): void {
  if (schema?.hide || schema?.operationId) return;
  throw new Error(`Route ${method} ${url} has no operationId, and is not hidden from the API's description.`);
}

const transform: Transform = (route) => {
  const { schema, url } = jsonSchemaTransform(route as never) as ReturnType<Transform>;
  const isHidden = (schema as { hide?: boolean } | undefined)?.hide;
  if (isHidden || schema === undefined) return { schema, url };
  const response = describedAnswers(schema.response, route.route);
  return { schema: { ...schema, ...rightsOf(route.route), response }, url };
};

/** How one shows who asks, and which roles may, under a name of ours: OpenAPI has roles for OAuth alone. */
function rightsOf({ config, method }: RouteOptions): {
  'x-roles'?: ApiRole[];
  security?: Record<string, string[]>[];
} {
  if (config?.access === undefined) return {};
  const isReading = [method].flat().every((one) => one === 'GET' || one === 'HEAD');
  const bySession: Record<string, string[]> = isReading ? { session: [] } : { session: [], csrf: [] };
  return { 'x-roles': rolesThatMay(config.access), security: [{ key: [] }, bySession] };
}

/** With the named schemas that the routes refer to, and no others. */
const transformObject: TransformObject = (document) => {
  const whole = jsonSchemaTransformObject(document as never) as OpenAPIV3_1.Document;
  const schemas = whole.components?.schemas ?? {};
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas[name]);
    }
  };
  follow(whole.paths);
  const named = Object.entries(schemas).filter(([name]) => used.has(name));
  return withOpenAnswers({
    ...whole,
    components: { ...whole.components, schemas: Object.fromEntries(named.sort()) },
  });
};
