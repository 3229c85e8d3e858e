/**
 * What a person at the dashboard or a script does to the sandbox: sample orders, paying, declining, time, faults. Only
 * where the provider is the sandbox; nothing here can reach a real one.
 */
import { z } from 'zod';
import type { Reservation, ReservationsClient } from '../../client';
import { durationMs, durationSchema, LONGEST_DURATION } from '../../orders/durations';
import { amountMinorSchema } from '../../orders/fields';
import { policySchema } from '../../orders/order-schema';
import { SandboxControlError } from '../../sandbox';
import { faultSchema } from '../../sandbox/faults';
import { answers, reservationSchema } from '../answer-schemas';
import { type App, orderParams } from '../app';
import { nothingSchema, sandboxSchema } from '../dashboard-answers';
import type { SandboxDoor } from '../dependencies';
import { Problem } from '../problem';

interface Options {
  reservations: ReservationsClient;
  sandbox: SandboxDoor | null;
}

const TAGS = ['sandbox'];
const config = { access: 'operate' } as const;

const sampleBody = z.strictObject({
  amountMinor: amountMinorSchema.exactOptional(),
  policy: policySchema.exactOptional(),
});
const advanceBody = z.strictObject({ duration: durationSchema(LONGEST_DURATION) });

/** Adds the routes; with a real provider each of them answers 404 `sandbox_only`. */
export function sandboxRoutes(app: App, { reservations, sandbox: door }: Options): void {
  const sandbox = () => door ?? refuseReal();
  conditionRoutes(app, sandbox);
  app.post(
    '/v1/sandbox/sample-order',
    {
      config,
      schema: {
        operationId: 'placeSampleOrder',
        summary: 'Place an order with an invented customer',
        tags: TAGS,
        body: sampleBody,
        response: answers({ 201: reservationSchema }),
      },
      preValidation: async (request) => {
        sandbox();
        if (request.body === undefined) request.body = {} as never;
      },
    },
    async (request, reply) => {
      const { reservation } = await reservations.place(sandbox().sampleOrder(request.body));
      return reply.code(201).send(reservation);
    },
  );
  for (const act of ['pay', 'decline'] as const) {
    app.post(
      `/v1/sandbox/orders/:orderId/${act}`,
      {
        config,
        schema: {
          operationId: act === 'pay' ? 'payAsCustomer' : 'declineAsCustomer',
          summary: act === 'pay' ? 'The customer pays' : 'The customer declines',
          tags: TAGS,
          params: orderParams,
          response: answers({ 204: nothingSchema }),
        },
      },
      async (request, reply) => {
        const { control } = sandbox();
        const uuid = uuidOf(await reservations.reservation(request.params.orderId));
        refusing(() => control[act](uuid));
        return reply.code(204).send(null);
      },
    );
  }
  app.post(
    '/v1/sandbox/orders/:orderId/advance',
    {
      config,
      schema: {
        operationId: 'advanceClock',
        summary: 'Move one order’s clock forward; what falls due on the way happens',
        tags: TAGS,
        params: orderParams,
        body: advanceBody,
        response: answers({ 200: reservationSchema }),
      },
      preValidation: async () => {
        sandbox();
      },
    },
    async (request) => {
      const { orderId } = request.params;
      // Whether there is such an order at all.
      await reservations.reservation(orderId);
      const end = await sandbox().advance(orderId, durationMs(request.body.duration));
      if (end !== 'arrived') throw new Problem('clock_not_moved', WHY_NOT_MOVED[end]);
      return reservations.reservation(orderId);
    },
  );
}

const WHY_NOT_MOVED = {
  ended: 'The order has ended, and time does not matter to it any more. Nothing was done.',
  late: 'The order’s time is on its way and did not arrive in time: it waits for an answer. Read the reservation.',
  notEmbedded: 'Only the embedded engine can move time, and this one is not. Nothing was done.',
} as const;

function conditionRoutes(app: App, sandbox: () => SandboxDoor): void {
  app.get(
    '/v1/sandbox',
    {
      config,
      schema: {
        operationId: 'getSandbox',
        summary: 'The sandbox’s clock, the faults that are set, and those used up',
        tags: TAGS,
        response: answers({ 200: sandboxSchema }),
      },
    },
    async () => {
      const { control } = sandbox();
      const usedUp = control.usedUpFaults().map(({ id, fault }) => ({ id, fault }));
      return { now: control.now(), faults: control.faults(), usedUp };
    },
  );
  app.post(
    '/v1/sandbox/faults',
    {
      config,
      schema: {
        operationId: 'setFault',
        summary: 'Have something go wrong on purpose',
        tags: TAGS,
        body: faultSchema,
        response: answers({ 201: z.object({ id: z.int() }) }),
      },
      preValidation: async () => {
        sandbox();
      },
    },
    async (request, reply) => {
      const { id } = refusing(() => sandbox().control.setFault(request.body));
      return reply.code(201).send({ id });
    },
  );
  app.delete(
    '/v1/sandbox/faults',
    {
      config,
      schema: {
        operationId: 'clearFaults',
        summary: 'Take all faults away',
        tags: TAGS,
        response: answers({ 204: nothingSchema }),
      },
    },
    async (_request, reply) => {
      sandbox().control.clearFaults();
      return reply.code(204).send(null);
    },
  );
}

function refuseReal(): never {
  throw new Problem('sandbox_only', 'The provider is a real one. Nothing was done.');
}

function uuidOf({ reservationUuid }: Reservation): string {
  if (reservationUuid !== null) return reservationUuid;
  throw new Problem(
    'not_placed',
    'The sandbox has no reservation of this order yet. Nothing was done. Wait until it is placed.',
  );
}

/** What the sandbox refuses, as a problem. */
function refusing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SandboxControlError)) throw error;
    throw new Problem('sandbox_refused', error.message);
  }
}
