/** `GET …/export` and `POST …/forget`: what an order's customer has a right to. For operators; both leave a trace. */
import type { z } from 'zod';
import type { PersonalData } from '../../client/personal-data';
import { commandSchemas } from '../../orders/command-schemas';
import { answers } from '../answer-schemas';
import { type App, orderParams } from '../app';
import { exportSchema, forgottenSchema } from '../personal-data-answers';

/** Adds both routes. */
export function personalDataRoutes(app: App, { personalData }: { personalData: PersonalData }): void {
  app.get(
    '/v1/reservations/:orderId/export',
    {
      // It shows a customer: that is kept, and so nobody asks for the headers alone.
      exposeHeadRoute: false,
      config: { access: 'operate' },
      schema: {
        operationId: 'exportOrder',
        summary: 'Everything known of an order, unmasked; that it was exported is recorded',
        tags: ['reservations'],
        params: orderParams,
        response: answers({ 200: exportSchema }),
      },
    },
    async ({ params, caller }) => {
      const exported = await personalData.export(params.orderId, caller?.keyId ?? 'operator');
      // The schema says less of it than its types: as it is kept, so it is shown.
      return exported as unknown as z.input<typeof exportSchema>;
    },
  );
  app.post(
    '/v1/reservations/:orderId/forget',
    {
      config: { access: 'operate' },
      schema: {
        operationId: 'forgetOrder',
        summary: 'Take the customer out of an order that has ended; what tells of the money stays',
        tags: ['reservations'],
        params: orderParams,
        body: commandSchemas.cancel,
        response: answers({ 200: forgottenSchema, 202: forgottenSchema }),
      },
    },
    async ({ params, caller, body: { note } }, reply) => {
      const reason = { by: caller?.keyId ?? 'operator', note };
      const forgotten = await personalData.forget(params.orderId, reason);
      return reply.code(forgotten.isComplete ? 200 : 202).send(forgotten);
    },
  );
}
