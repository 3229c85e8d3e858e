// What the ten calls share: their form, and the way from a reservation's uuid over the body to the act.
import type { z } from 'zod';
import type { Outcome } from '../acts/act';
import { settle } from '../acts/settle';
import type { CallName } from '../call-names';
import { offsetAfter } from '../clock';
import type { Reservation } from '../reservation';
import { type Answer, about, invalidPayload } from '../wire/answer';
import { readBody } from '../wire/fields';
import { refuse } from '../wire/refusals';
import type { World } from '../world';

/** A call as received, authorised and within the rate. */
export interface CallRequest {
  /** The path's parameters. */
  params: Readonly<Record<string, string | undefined>>;
  /** The JSON that was sent; what is no JSON counts as an empty object, as Laravel has it. */
  body: unknown;
  /** The caller's present from `x-sandbox-now`, epoch ms; null without. */
  callerNowMs: number | null;
  /** Whether it is only said to be done; only commands can be. */
  isLie?: boolean;
}

/** One call: executes and answers, synchronously, so that calls never interleave. */
export type Call = (world: World, request: CallRequest) => Answer;

/**
 * A reservation by uuid, its clock moved to the caller's present and everything done that is due by then.
 * @returns undefined when there is none
 */
export function lookUp(
  world: World,
  uuid: string | undefined,
  callerNowMs: number | null,
): Reservation | undefined {
  const reservation = world.reservations.get(uuid ?? '');
  if (reservation === undefined) return undefined;
  const offsetMs = offsetAfter(reservation.clockOffsetMs, callerNowMs, world.settings.clockSkewMs);
  if (offsetMs !== reservation.clockOffsetMs) {
    reservation.clockOffsetMs = offsetMs;
    world.save(reservation);
  }
  settle(world, reservation);
  return reservation;
}

/** How a command on a reservation is put together. */
export interface Command<T extends z.ZodType> {
  name: CallName;
  schema: (world: World) => T;
  notFound: 'reservationNotFound' | 'orderNotFound';
  act(world: World, reservation: Reservation, body: z.output<T>): Outcome;
  success(reference: string | null): Answer;
}

/** Makes a call of a command: validation first, then the reservation, then the act, as Laravel would. */
export function command<T extends z.ZodType>({ name, schema, notFound, act, success }: Command<T>): Call {
  return (world, { params, body, callerNowMs, isLie }) => {
    const uuid = params['uuid'];
    const reservation = lookUp(world, uuid, callerNowMs);
    const aboutIt = (answer: Answer) =>
      reservation === undefined ? answer : about(reservation.uuid, answer);
    const read = readBody(schema(world), body);
    if (!read.ok) return aboutIt(invalidPayload(read.errors));
    if (reservation === undefined) return refuse(name, notFound);
    if (isLie) return { ...aboutIt(success(inventedReference(world, name))), isExecuted: false };
    const outcome = act(world, reservation, read.value);
    if (outcome.kind === 'invalid') return aboutIt(invalidPayload(outcome.errors));
    if (outcome.kind === 'refused') return aboutIt(refuse(name, outcome.key));
    return aboutIt(success(outcome.reference));
  };
}

function inventedReference(world: World, name: CallName): string | null {
  if (name !== 'capture' && name !== 'charge') return null;
  return world.ids.next(name === 'capture' ? 'CAP' : 'CHA');
}
