/** How Fastify checks a request: with the zod schema of the route, every fault by path. Answers are not checked again. */
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import type { z } from 'zod';
import type { FieldFault } from '../../workflows/refusals';
import { fieldFaults } from '../orders/field-faults';
import { orderSchema } from '../orders/order-schema';
import type { ProblemCode } from './problems';

/** Thrown when a request has not the shape of its route; `code` is the problem that it is answered with. */
export class SchemaFaultsError extends Error {
  override readonly name = 'SchemaFaultsError';
  readonly code: ProblemCode;
  readonly faults: FieldFault[];

  constructor(code: ProblemCode, faults: FieldFault[]) {
    super('The request has fields at fault.');
    this.code = code;
    this.faults = faults;
  }
}

/** Checks one part of a request. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data) => {
    const result = schema.safeParse(data);
    if (result.success) return { value: result.data };
    return { error: new SchemaFaultsError(problemOf(httpPart, schema), fieldFaults(result.error)) };
  };

/** What was decided is told as it is: an answer after money has moved must not fail for its shape. */
export const serializerCompiler: FastifySerializerCompiler<unknown> = () => (data) => JSON.stringify(data);

function problemOf(httpPart: string | undefined, schema: z.ZodType): ProblemCode {
  if (httpPart === 'querystring') return 'invalid_query';
  if (httpPart === 'params') return 'order_not_found';
  return schema === orderSchema ? 'order_invalid' : 'invalid_command';
}
