/** `GET /v1/webhooks/deliveries` and `POST /v1/webhooks/replay`: what a booking system was told, and telling it again. */
import { z } from 'zod';
import { orderIdSchema } from '../../orders/fields';
import { WEBHOOK_STATES } from '../../records/webhook-deliveries';
import { WebhookCursorError, type WebhooksDoor, WebhooksOffError } from '../../webhooks/webhooks-door';
import { answers } from '../answer-schemas';
import type { App } from '../app';
import { Problem } from '../problem';

const LIMIT = 50;
const LIMIT_MAX = 200;

const deliveriesQuery = z.strictObject({
  state: z.enum(WEBHOOK_STATES, 'must be pending, parked or delivered').exactOptional(),
  orderId: orderIdSchema.exactOptional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: `must be a whole number from 1 to ${LIMIT_MAX}`, abort: true })
    .refine((text) => Number(text) <= LIMIT_MAX, `must be a whole number from 1 to ${LIMIT_MAX}`)
    .exactOptional()
    .describe(`From 1 to ${LIMIT_MAX}; ${LIMIT} unless given`),
  cursor: z.string().min(1).max(500).exactOptional().describe('A nextCursor of this list'),
});

const replayBody = z
  .strictObject({
    orderId: orderIdSchema.exactOptional(),
    eventId: z.string().min(1).max(64).exactOptional(),
    parked: z.literal(true, 'must be true, or be left out').exactOptional(),
  })
  .refine(({ orderId, parked }) => orderId !== undefined || parked === true, {
    path: ['orderId'],
    error: 'must be there, or parked must be true: everything at once is not replayed',
  })
  .refine(({ orderId, eventId }) => eventId === undefined || orderId !== undefined, {
    path: ['orderId'],
    error: 'must be there with eventId: events are numbered within an order',
  });

const instant = z.iso.datetime();

const deliverySchema = z
  .object({
    id: z.string().describe('The header webhook-id: the same for every attempt and replay'),
    orderId: z.string(),
    eventId: z.string().describe('The id of the timeline item; due-soon for reservation.capture_due_soon'),
    type: z.string(),
    state: z.enum(WEBHOOK_STATES).describe('parked: given up after three days'),
    attempts: z.int().min(0),
    lastStatus: z.int().nullable().describe('The HTTP status of the last attempt; null when none came back'),
    lastError: z.string().nullable(),
    createdAt: instant,
    nextAttemptAt: instant.nullable(),
  })
  .meta({ id: 'WebhookDelivery', description: 'One webhook and what became of it' });

const pageSchema = z.object({ items: z.array(deliverySchema), nextCursor: z.string().nullable() });
const replayedSchema = z.object({ replayed: z.int().min(0) });

/** Adds the two routes. */
export function webhookRoutes(app: App, { webhooks }: { webhooks: WebhooksDoor }): void {
  app.get(
    '/v1/webhooks/deliveries',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'Webhooks and what became of them, newest first',
        tags: ['webhooks'],
        querystring: deliveriesQuery,
        response: answers({ 200: pageSchema }),
      },
    },
    async (request) => {
      const { limit, ...rest } = request.query;
      return asProblem(webhooks.deliveries({ ...rest, limit: limit === undefined ? LIMIT : Number(limit) }));
    },
  );
  app.post(
    '/v1/webhooks/replay',
    {
      config: { access: 'operate' },
      schema: {
        operationId: 'replayWebhooks',
        summary: 'Send webhooks again',
        tags: ['webhooks'],
        body: replayBody,
        response: answers({ 202: replayedSchema }),
      },
    },
    async (request, reply) => {
      const replayed = await asProblem(webhooks.replay(request.body));
      reply.code(202);
      return { replayed };
    },
  );
}

async function asProblem<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WebhooksOffError) throw new Problem(error.code, error.message);
    if (!(error instanceof WebhookCursorError)) throw error;
    throw new Problem('invalid_query', error.message, {
      errors: [{ path: 'cursor', message: 'must be a nextCursor of this list' }],
    });
  }
}
