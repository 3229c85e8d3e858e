/** `POST /v1/reservations`: places an order, or finds it placed. */

import type { Reservation } from '../../../workflows/view';
import {
  AnswerPendingError,
  EngineUnavailableError,
  OrderNotFoundError,
  type ReservationsClient,
} from '../../client';
import { orderSchema } from '../../orders/order-schema';
import { answers, reservationSchema } from '../answer-schemas';
import type { App } from '../app';
import { notJson } from '../json-body';
import { noteFacts } from '../request-facts';

interface Options {
  reservations: ReservationsClient;
  answerWaitMs: number;
}

/** Adds the route. 201 when this request placed it, 200 when it was placed, 202 while the provider has not answered. */
export function placeRoute(app: App, { reservations, answerWaitMs }: Options): void {
  app.route({
    method: 'POST',
    url: '/v1/reservations',
    config: { access: 'book' },
    schema: {
      operationId: 'placeOrder',
      summary: 'Place an order',
      tags: ['reservations'],
      body: orderSchema,
      response: answers({ 200: reservationSchema, 201: reservationSchema, 202: reservationSchema }),
    },
    preValidation: async (request) => {
      if (request.body === undefined) throw notJson();
    },
    handler: async (request, reply) => {
      noteFacts(request, { orderId: request.body.orderId });
      const { reservation, created } = await placed(reservations, request.body, answerWaitMs);
      reply.header('Location', `/v1/reservations/${reservation.orderId}`);
      reply.code(reservation.state === 'submitting' ? 202 : created ? 201 : 200);
      return reservation;
    },
  });
}

async function placed(
  reservations: ReservationsClient,
  order: Parameters<ReservationsClient['place']>[0],
  waitMs: number,
): Promise<{ reservation: Reservation; created: boolean }> {
  try {
    return await reservations.place(order, { waitMs });
  } catch (error) {
    if (!(error instanceof AnswerPendingError)) throw error;
  }
  return { reservation: await underWay(reservations, order.orderId), created: false };
}

/** An order that was not even started when the wait ran out has no worker that would take it. */
async function underWay(reservations: ReservationsClient, orderId: string): Promise<Reservation> {
  try {
    return await reservations.reservation(orderId);
  } catch (error) {
    throw error instanceof OrderNotFoundError ? new EngineUnavailableError({ cause: error }) : error;
  }
}
