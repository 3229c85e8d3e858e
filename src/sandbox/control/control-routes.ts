// Control over HTTP, below `/sandbox/`, for tests and scripts in any language. JSON in and out; documented in
// the README beside this room. No key is needed from loopback; from elsewhere, the merchant's Bearer token.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { faultSchema } from '../faults';
import type { World } from '../world';
import type { Control } from './control';
import { SandboxControlError } from './control-error';

const amountMinor = z.int().positive().optional();
const note = z.string().min(1).optional();
const schemas = {
  capture: z.strictObject({ amountMinor, note }),
  refund: z.strictObject({ reference: z.string(), amountMinor }),
  note: z.strictObject({ note }),
  clock: z.strictObject({ by: z.string(), reservationUuid: z.string().optional() }),
  rate: z.strictObject({ perMinute: z.int().min(0) }),
};

interface Params {
  uuid: string;
}

/** Adds the control routes. */
export function addControlRoutes(app: FastifyInstance, world: World, control: Control): void {
  app.register(
    async (routes) => {
      routes.addHook('onRequest', async (request, reply) => guard(world, request, reply));
      routes.setErrorHandler((error, _request, reply) => {
        if (!(error instanceof SandboxControlError)) throw error;
        return reply.status(error.status).send({ code: error.code, message: error.message });
      });
      addReadings(routes, control);
      addActs(routes, control);
      addConditions(routes, control);
    },
    { prefix: '/sandbox' },
  );
}

function addReadings(routes: FastifyInstance, control: Control): void {
  routes.get<{ Querystring: { referenceNo?: string } }>('/reservations', async ({ query }) => ({
    items: control.reservations({ referenceNo: query.referenceNo }),
  }));
  routes.get<{ Params: Params }>('/reservations/:uuid', async ({ params }) =>
    control.reservation(params.uuid),
  );
  routes.get<{ Querystring: { reservationUuid?: string } }>('/books', async ({ query }) =>
    control.books(query.reservationUuid),
  );
  routes.get('/counters', async () => control.counters());
}

function addActs(routes: FastifyInstance, control: Control): void {
  const path = (act: string) => `/reservations/:uuid/${act}`;
  routes.post<{ Params: Params }>(path('pay'), async ({ params }) => control.pay(params.uuid));
  routes.post<{ Params: Params }>(path('decline'), async ({ params }) => control.decline(params.uuid));
  routes.post<{ Params: Params }>(path('capture'), async ({ params, body }) =>
    control.captureInDashboard(params.uuid, read(schemas.capture, body)),
  );
  routes.post<{ Params: Params }>(path('refund'), async ({ params, body }) =>
    control.refundInDashboard(params.uuid, read(schemas.refund, body)),
  );
  routes.post<{ Params: Params }>(path('cancel'), async ({ params, body }) =>
    control.cancelInDashboard(params.uuid, read(schemas.note, body).note),
  );
  routes.post<{ Params: Params }>(path('complete'), async ({ params, body }) =>
    control.completeInDashboard(params.uuid, read(schemas.note, body).note),
  );
}

function addConditions(routes: FastifyInstance, control: Control): void {
  routes.get('/clock', async () => ({ now: control.now() }));
  routes.post('/clock', async ({ body }) => {
    const { by, reservationUuid } = read(schemas.clock, body);
    control.advance(by, reservationUuid);
    const { now } =
      reservationUuid === undefined ? { now: control.now() } : control.reservation(reservationUuid);
    return { now };
  });
  routes.get('/faults', async () => ({ items: control.faults() }));
  routes.post('/faults', async ({ body }) => control.setFault(read(faultSchema, body)));
  routes.delete('/faults', async () => {
    control.clearFaults();
    return { items: control.faults() };
  });
  routes.delete<{ Params: { id: string } }>('/faults/:id', async ({ params }) => {
    control.clearFaults(Number(params.id));
    return { items: control.faults() };
  });
  routes.post('/token/revoke', async () => {
    control.revokeToken();
    return { revoked: true };
  });
  routes.post('/token/restore', async () => {
    control.restoreToken();
    return { revoked: false };
  });
  routes.post('/rate', async ({ body }) => {
    const { perMinute } = read(schemas.rate, body);
    control.setRatePerMinute(perMinute);
    return { perMinute };
  });
}

async function guard(world: World, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
  if (isLocal || request.headers.authorization === `Bearer ${world.settings.token}`) return;
  await reply.status(401).send({ code: 'unauthorized', message: 'Send the token of the sandbox as Bearer.' });
}

function read<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  let json: unknown;
  try {
    json = JSON.parse(typeof body === 'string' && body !== '' ? body : '{}');
  } catch {
    throw new SandboxControlError('invalid_request', 'The body is not JSON; nothing was done.', 422);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
  throw new SandboxControlError('invalid_request', `Not usable: ${paths.join(', ')}; nothing was done.`, 422);
}
