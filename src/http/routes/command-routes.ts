/** The six commands and `resolve`: `POST /v1/reservations/{orderId}/{command}`. They know no rule of the lifecycle. */
import type { FastifyReply } from 'fastify';
import type { CommandAnswer } from '../../../workflows/messages';
import { AnswerPendingError, EngineUnavailableError, type ReservationsClient } from '../../client';
import { type CommandName, commandSchemas } from '../../orders/command-schemas';
import { answers, commandAnswerSchema } from '../answer-schemas';
import { type App, orderParams } from '../app';
import type { Access } from '../authenticate';
import { commandHeaders, operationIdFor } from '../idempotency-key';
import { Problem } from '../problem';
import { PROBLEMS, type ProblemCode } from '../problems';
import { noteFacts } from '../request-facts';

interface Options {
  reservations: ReservationsClient;
  answerWaitMs: number;
}

/** A booking system may take back what it has ordered, as long as no money has moved; the workflow sees to that. */
const COMMANDS: Record<CommandName, { access: Access; summary: string }> = {
  capture: { access: 'operate', summary: 'Capture the runway, an amount, or amounts by line' },
  charge: { access: 'operate', summary: 'Charge new lines to the stored card' },
  refund: { access: 'operate', summary: 'Refund a capture or a charge, wholly or in part' },
  cancel: { access: 'book', summary: 'Release the hold, or withdraw the link' },
  complete: { access: 'operate', summary: 'Complete the reservation: releases what is left, ends charging' },
  resend: { access: 'book', summary: 'Send the payment link once more' },
  resolve: { access: 'operate', summary: 'Say what became of an operation whose outcome is unknown' },
};

/** Adds the seven routes. 200 once executed, 202 while that is not known, 409 when it is refused. */
export function commandRoutes(app: App, options: Options): void {
  for (const name of Object.keys(COMMANDS) as CommandName[]) commandRoute(app, name, options);
}

function commandRoute(app: App, name: CommandName, { reservations, answerWaitMs }: Options): void {
  const { access, summary } = COMMANDS[name];
  app.route({
    method: 'POST',
    url: `/v1/reservations/:orderId/${name}`,
    config: { access },
    schema: {
      operationId: name,
      summary,
      tags: ['commands'],
      params: orderParams,
      headers: commandHeaders,
      body: commandSchemas[name],
      response: answers({ 200: commandAnswerSchema, 202: commandAnswerSchema }),
    },
    // No body at all is an empty one: `capture` needs nothing to be said.
    preValidation: async (request) => {
      if (request.body === undefined) request.body = {} as never;
    },
    handler: async (request, reply) => {
      const { orderId } = request.params;
      const operationId = operationIdFor(request, orderId);
      noteFacts(request, { orderId, operationId });
      const context = { operationId, requestedBy: request.caller?.role ?? 'booking' };
      // Checked by this command's own schema; the type system does not follow the name.
      const body = request.body as never;
      const answer = await settled(reservations, {
        orderId,
        operationId: name === 'resolve' ? (body as { operationId: string }).operationId : operationId,
        send: () => reservations[name](orderId, body, context, { waitMs: answerWaitMs }),
      });
      return name === 'resolve' ? resolved(reply, answer) : answered(reply, answer);
    },
  });
}

/** The command's answer, or what is known of its operation when the wait has run out. */
async function settled(
  reservations: ReservationsClient,
  command: { orderId: string; operationId: string; send: () => Promise<CommandAnswer> },
): Promise<CommandAnswer> {
  try {
    return await command.send();
  } catch (error) {
    if (!(error instanceof AnswerPendingError)) throw error;
  }
  const reservation = await reservations.reservation(command.orderId);
  const operation = reservation.operations.find(({ operationId }) => operationId === command.operationId);
  if (operation === undefined) throw new EngineUnavailableError();
  return { operation, reservation };
}

/** A person's word was taken, or it is still being checked against the books. */
function resolved(reply: FastifyReply, answer: CommandAnswer): FastifyReply {
  return answer.operation.status === 'unknown' ? accepted(reply, answer) : reply.code(200).send(answer);
}

function answered(reply: FastifyReply, answer: CommandAnswer): FastifyReply {
  const { operation } = answer;
  if (operation.status === 'executed') return reply.code(200).send(answer);
  if (operation.status === 'refused') throw refused(answer);
  return accepted(reply, answer);
}

function accepted(reply: FastifyReply, answer: CommandAnswer): FastifyReply {
  const { orderId } = answer.reservation;
  const path = `/v1/reservations/${orderId}/operations/${answer.operation.operationId}`;
  return reply.code(202).header('Location', path).send(answer);
}

/** It was refused between the end of the wait and the reading: the same answer as if it had come in time. */
function refused({ operation, reservation }: CommandAnswer): Problem {
  const isNamed = operation.reason !== null && operation.reason in PROBLEMS;
  const code = isNamed ? (operation.reason as ProblemCode) : 'provider_refused';
  const { state, allowedActions } = reservation;
  return new Problem(code, `This ${operation.kind} was refused. It was not done.`, {
    state,
    allowedActions,
    operation,
  });
}
