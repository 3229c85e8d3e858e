/** The names of what is sent, for `/openapi.json`: those schemas stand in rooms that know nothing of it. */
import { z } from 'zod';
import { commandSchemas } from '../orders/command-schemas';
import { linesSchema } from '../orders/fields';
import { orderSchema, policySchema } from '../orders/order-schema';

/** What is sent gets `Input` behind its name. */
const NAMES: [string, z.ZodType][] = [
  ['Order', orderSchema],
  ['Policy', policySchema],
  ['Lines', linesSchema],
  ['Capture', commandSchemas.capture],
  ['Charge', commandSchemas.charge],
  ['Refund', commandSchemas.refund],
  ['Note', commandSchemas.cancel],
  ['Resend', commandSchemas.resend],
  ['Resolve', commandSchemas.resolve],
];

/** Names them; a second time is harmless. */
export function nameSchemas(): void {
  for (const [id, schema] of NAMES) z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
}
