/** The zod schemas and the workflow's types say the same: a difference is a type error here, and so a red build. */
import { expect, it } from '@jest/globals';
import type { z } from 'zod';
import { type CommandName, commandSchemas } from '../../src/orders/command-schemas';
import type { orderSchema } from '../../src/orders/order-schema';
import type { CommandBodies, ResolveBody } from '../../workflows/messages';
import type { OrderInput } from '../../workflows/order';

type Same<A, B> =
  (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : never;
type Flat<T> = T extends (infer Entry)[]
  ? Flat<Entry>[]
  : T extends object
    ? { [K in keyof T]: Flat<T[K]> }
    : T;
type Bodies = CommandBodies & { resolve: ResolveBody };

const orderIsTheSame: Same<z.infer<typeof orderSchema>, OrderInput> = true;
const bodiesAreTheSame: { [K in CommandName]: Same<z.infer<(typeof commandSchemas)[K]>, Bodies[K]> } = {
  capture: true,
  charge: true,
  refund: true,
  cancel: true,
  complete: true,
  resend: true,
  resolve: true,
};

it('has one schema for each command, and no shape of its own', () => {
  expect(orderIsTheSame).toBe(true);
  expect(Object.keys(commandSchemas).sort()).toEqual(Object.keys(bodiesAreTheSame).sort());
});
