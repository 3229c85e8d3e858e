/** Reading one order: the reservation, one of its operations, its timeline. */
import { z } from 'zod';
import type { ReservationsClient } from '../../client';
import { answers, commandAnswerSchema, eventPageSchema, reservationSchema } from '../answer-schemas';
import { type App, orderParams } from '../app';
import { eventsAfter } from '../event-page';
import { Problem } from '../problem';

const eventQuery = z.strictObject({
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int('must be a whole number').min(1).max(500, 'must be at most 500').default(200),
});

/** Adds the three routes. */
export function readRoutes(app: App, { reservations }: { reservations: ReservationsClient }): void {
  app.get(
    '/v1/reservations/:orderId',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'getReservation',
        summary: 'The reservation as it is now',
        tags: ['reservations'],
        params: orderParams,
        response: answers({ 200: reservationSchema }),
      },
    },
    (request) => reservations.reservation(request.params.orderId),
  );
  app.get(
    '/v1/reservations/:orderId/operations/:operationId',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'getOperation',
        summary: 'One operation, and the reservation',
        tags: ['commands'],
        params: orderParams.extend({ operationId: z.string() }),
        response: answers({ 200: commandAnswerSchema }),
      },
    },
    async (request) => {
      const { orderId, operationId } = request.params;
      const reservation = await reservations.reservation(orderId);
      const operation = reservation.operations.find((one) => one.operationId === operationId);
      if (operation === undefined) {
        throw new Problem(
          'operation_not_found',
          'The order has no operation of this id. See its operations.',
        );
      }
      return { operation, reservation };
    },
  );
  app.get(
    '/v1/reservations/:orderId/events',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'getEvents',
        summary: 'What happened, oldest first',
        tags: ['reservations'],
        params: orderParams,
        querystring: eventQuery,
        response: answers({ 200: eventPageSchema }),
      },
    },
    async (request) => eventsAfter(await reservations.timeline(request.params.orderId), request.query),
  );
}
