/** `GET /v1/reservations`: pages of reservations, open and ended; or all of them as CSV. */
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ReservationsClient } from '../../client';
import { instantSchema } from '../../orders/durations';
import { preferredType } from '../accepts';
import { answers, reservationPageSchema, stateSchema } from '../answer-schemas';
import type { App } from '../app';
import { CSV_COLUMNS, createCsvExport } from '../csv-export';

const LIMIT = 50;
const LIMIT_MAX = 200;

const listQuery = z.strictObject({
  state: stateSchema.exactOptional(),
  attention: z
    .enum(['true', 'false'], 'must be true or false')
    .exactOptional()
    .describe('Whether something waits for a person'),
  captureBefore: instantSchema.exactOptional().describe('Holds whose capture deadline is before this'),
  q: z
    .string()
    .min(1, 'must not be empty')
    .max(64, 'must be at most 64 characters')
    .regex(/^[A-Za-z0-9._:-]+$/, 'must be the beginning of an order id or of a reservation uuid')
    .exactOptional()
    .describe('The beginning of an order id or of a reservation uuid'),
  sort: z
    .enum(['captureBy'], 'must be captureBy, or be left out for newest first')
    .exactOptional()
    .describe('By capture deadline; newest first unless given'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: `must be a whole number from 1 to ${LIMIT_MAX}`, abort: true })
    .refine((text) => Number(text) <= LIMIT_MAX, `must be a whole number from 1 to ${LIMIT_MAX}`)
    .exactOptional()
    .describe(`From 1 to ${LIMIT_MAX}; ${LIMIT} unless given`),
  cursor: z.string().min(1).max(500).exactOptional().describe('A nextCursor of this list'),
});

/** Adds the route. */
export function listRoute(app: App, { reservations }: { reservations: ReservationsClient }): void {
  const exportCsv = createCsvExport(app, reservations);
  app.get(
    '/v1/reservations',
    {
      config: {
        access: 'read',
        alsoAs: {
          'text/csv': `All of them, whatever limit and cursor say. Columns: ${CSV_COLUMNS.join(', ')}; \`attention\` is its code. An order that did not answer has its orderId only.`,
        },
      },
      schema: {
        operationId: 'listReservations',
        summary: 'Reservations, newest first or by capture deadline',
        tags: ['reservations'],
        querystring: listQuery,
        response: answers({ 200: reservationPageSchema }),
      },
    },
    async (request, reply) => {
      const { attention, captureBefore, sort, limit, cursor, ...rest } = request.query;
      const query = {
        ...rest,
        ...(attention === undefined ? {} : { attention: attention === 'true' }),
        ...(captureBefore === undefined ? {} : { captureBefore: new Date(captureBefore).toISOString() }),
        sort: sort ?? ('newest' as const),
      };
      if (wantsCsv(request)) return sendCsv(reply, await exportCsv(query));
      return reservations.list({
        ...query,
        ...(cursor === undefined ? {} : { cursor }),
        limit: limit === undefined ? LIMIT : Number(limit),
      });
    },
  );
}

function wantsCsv(request: FastifyRequest): boolean {
  return request.method === 'GET' && preferredType(request, ['application/json', 'text/csv']) === 'text/csv';
}

function sendCsv(reply: FastifyReply, csv: Readable): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('Content-Disposition', 'attachment; filename="reservations.csv"')
    .send(csv);
}
