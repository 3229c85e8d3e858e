/**
 * `GET /callbacks/front-payment/{token}`: Front Payment tells that something changed. Checked from the cheapest
 * to the dearest, and only then one signal to one workflow. Nothing in it is believed: it is a hint to look.
 * Without a key, for Front Payment has none; the token and the checksum stand in for it.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CALLBACK_PATH } from '../../callbacks/token';
import type { CallbackEnd } from '../../client';
import { readCallback } from '../../front-payment/callback';
import type { App } from '../app';
import type { ServerDependencies } from '../dependencies';
import { Problem } from '../problem';
import { toProblem } from '../to-problem';

interface Options {
  callbacks: ServerDependencies['callbacks'];
  countCallback(verdict: string): void;
}

/** Adds the route. */
export function callbackRoute(app: App, { callbacks, countCallback }: Options): void {
  app.get(
    `${CALLBACK_PATH}:token`,
    { exposeHeadRoute: false, schema: { hide: true, params: z.object({ token: z.string() }) } },
    async (request, reply) => {
      try {
        countCallback(await take(callbacks, request, request.params.token));
      } catch (error) {
        countCallback(toProblem(error).code);
        throw error;
      }
      return taken(reply);
    },
  );
}

async function take(
  { resolveToken, secret, signal }: Options['callbacks'],
  request: FastifyRequest,
  token: string,
): Promise<CallbackEnd> {
  const subject = resolveToken(token);
  if (subject === null) {
    throw new Problem(
      'callback_token_unknown',
      'No callback is expected under this address. Nothing was done.',
    );
  }
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding !== undefined || (length !== undefined && length !== '0')) {
    throw new Problem('callback_body_refused', 'A callback carries no body. Nothing was done.');
  }
  const { reservationUuid, status, timestamp } = readCallback(rawQueryOf(request), secret.reveal());
  const { orderId, attempt } = subject;
  return signal(orderId, { attempt, reservationUuid, status, ...sentAtOf(timestamp) });
}

/** The provider's timestamp is in seconds since 1970; what is none tells nothing. */
function sentAtOf(timestamp: string | null): { sentAt?: string } {
  if (timestamp === null || !/^\d{1,11}$/.test(timestamp)) return {};
  return { sentAt: new Date(Number(timestamp) * 1000).toISOString() };
}

/** As it was received: the checksum covers the values in this very order. */
function rawQueryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

/** The same for every callback that was taken, so that it tells nothing of the order. */
function taken(reply: FastifyReply): FastifyReply {
  return reply.code(200).type('text/plain; charset=utf-8').send('OK');
}
