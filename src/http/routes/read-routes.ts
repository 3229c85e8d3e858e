/** Reading one order: the reservation, and one of its operations. */
import { z } from 'zod';
import type { ReservationsClient } from '../../client';
import { answers, commandAnswerSchema, reservationSchema } from '../answer-schemas';
import { type App, orderParams } from '../app';
import { Problem } from '../problem';

/** Adds both routes. */
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
}
