/** One order for a person at a screen: its sheet, and its customer, shown on purpose. */
import { z } from 'zod';
import type { OrderSheets } from '../../client/order-sheet';
import { answers } from '../answer-schemas';
import { type App, orderParams } from '../app';
import { customerSchema, sheetSchema } from '../dashboard-answers';

/** Adds both routes. */
export function orderSheetRoutes(app: App, { sheets }: { sheets: OrderSheets }): void {
  app.get(
    '/v1/reservations/:orderId/sheet',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'getOrderSheet',
        summary: 'Lines, what moved, what the timer will do; the customer masked',
        tags: ['reservations'],
        params: orderParams,
        response: answers({ 200: sheetSchema }),
      },
    },
    (request) => sheets.sheet(request.params.orderId),
  );
  app.route({
    // It changes something: that somebody was shown a customer is kept.
    method: 'POST',
    url: '/v1/reservations/:orderId/customer',
    config: { access: 'operate' },
    schema: {
      operationId: 'showCustomer',
      summary: 'The customer, unmasked; that it was shown is recorded',
      tags: ['reservations'],
      params: orderParams,
      body: z.strictObject({}),
      response: answers({ 200: customerSchema }),
    },
    preValidation: async (request) => {
      if (request.body === undefined) request.body = {} as never;
    },
    handler: async (request) => {
      const by = request.caller?.keyId ?? 'operator';
      return { customer: await sheets.customer(request.params.orderId, by) };
    },
  });
}
