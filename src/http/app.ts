/** The type of our Fastify instances: routes are typed by the zod schemas that check them. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { orderIdSchema } from '../orders/fields';

/** What routes are added to. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The path of one order. What cannot be an order id is an order that nobody knows. */
export const orderParams = z.object({
  orderId: orderIdSchema.describe('The merchant’s own name for the order'),
});
