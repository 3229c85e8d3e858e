/**
 * Turns requests away while more are under way than can be answered in time: whoever is turned away at once can go
 * elsewhere or come again, and those who were let in get their answer. Probes and metrics are never turned away.
 */
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem';

/** How much is borne. */
export interface Pressure {
  /** Requests under way at once; streams of events are limited per key. */
  mostUnderWay: number;
  /** How late the event loop may be. */
  mostDelayMs: number;
}

/** What holds unless a test says otherwise: requests wait for the engine, which answers some hundred a second at best. */
export const BEARABLE: Pressure = { mostUnderWay: 500, mostDelayMs: 2_000 };

/** Routes that answer with a stream where one is asked for. */
const STREAMS = new Set(['/v1/changes', '/v1/reservations/:orderId/events']);

/** For every route of this scope. */
export async function turnAwayExcess(scope: FastifyInstance, pressure: Pressure = BEARABLE): Promise<void> {
  const { mostUnderWay, mostDelayMs } = pressure;
  await scope.register(underPressure, {
    maxEventLoopDelay: mostDelayMs,
    // A sample in which the loop never came round counts as endlessly late.
    sampleInterval: mostDelayMs,
    customError: Overloaded,
  });
  let underWay = 0;
  scope.addHook('onRequest', async (request, reply) => {
    if (isStream(request)) return;
    if (underWay >= mostUnderWay) throw new Overloaded();
    underWay += 1;
    // Also told when the caller went away, which onResponse is not.
    reply.raw.once('close', () => {
      underWay -= 1;
    });
  });
}

/** Only where there are streams: on another route the header says nothing. */
function isStream({ headers, routeOptions }: FastifyRequest): boolean {
  const isFollowed = STREAMS.has(routeOptions.url ?? '');
  return isFollowed && (headers.accept?.includes('text/event-stream') ?? false);
}

class Overloaded extends Problem {
  constructor() {
    super(
      'overloaded',
      'More requests are under way than this server can answer. Nothing was done. Try again.',
    );
  }
}
