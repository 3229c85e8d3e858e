/** `GET /v1/reservations/{orderId}/events`: what happened to an order, page by page or followed as it happens. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { TimelineFollowers } from '../../changes/timeline-followers';
import type { ReservationsClient, TimelineItem } from '../../client';
import { preferredType } from '../accepts';
import { answers, eventPageSchema } from '../answer-schemas';
import { type App, orderParams } from '../app';
import { cursorFault, eventsAfter, ITEM_ID, itemIdOf } from '../event-page';
import type { EventStreams, StreamEvent } from '../event-streams';
import { lastEventId } from '../last-event-id';

interface Options {
  reservations: Pick<ReservationsClient, 'timeline'>;
  followers: TimelineFollowers;
  streams: EventStreams;
}

const eventQuery = z.strictObject({
  cursor: z.string().min(1).max(200).optional().describe('A nextCursor of this timeline'),
  limit: z.coerce.number().int('must be a whole number').min(1).max(500, 'must be at most 500').default(200),
});

/** Adds the route. */
export function eventsRoute(app: App, { reservations, followers, streams }: Options): void {
  app.get(
    '/v1/reservations/:orderId/events',
    {
      config: {
        access: 'read',
        alsoAs: {
          'text/event-stream':
            'What is there and what is added: `id` is the item’s id, `event` its type, `data` the item. Last-Event-ID resumes.',
        },
      },
      schema: {
        operationId: 'getEvents',
        summary: 'What happened, oldest first; followed with Accept: text/event-stream',
        tags: ['reservations'],
        params: orderParams,
        querystring: eventQuery,
        response: answers({ 200: eventPageSchema }),
      },
    },
    async (request, reply) => {
      const { orderId } = request.params;
      const { cursor } = request.query;
      if (!isToBeFollowed(request)) return eventsAfter(await reservations.timeline(orderId), request.query);
      await follow({ request, reply, orderId, after: seenBy(request, cursor), followers, streams });
      return reply;
    },
  );
}

function isToBeFollowed(request: FastifyRequest): boolean {
  if (request.method === 'HEAD') return false;
  return preferredType(request, ['application/json', 'text/event-stream']) === 'text/event-stream';
}

/** The last item that the reader has seen, 0 for none: the header counts, for it is the later one. */
function seenBy(request: FastifyRequest, cursor: string | undefined): number {
  const last = lastEventId(request, (id) => ITEM_ID.test(id));
  if (last !== null) return Number(last);
  if (cursor === undefined) return 0;
  const id = itemIdOf(cursor);
  if (id === null) throw cursorFault();
  return Number(id);
}

interface Following extends Pick<Options, 'followers' | 'streams'> {
  request: FastifyRequest;
  reply: FastifyReply;
  orderId: string;
  after: number;
}

/** Reads before it answers, so that an order that nobody knows is a 404. */
async function follow({ request, reply, orderId, after, followers, streams }: Following): Promise<void> {
  const early: TimelineItem[] = [];
  let deliver = (items: readonly TimelineItem[]): void => void early.push(...items);
  const end = await followers.follow(orderId, { after, deliver: (items) => deliver(items) });
  try {
    const stream = await streams.open(request, reply, end);
    deliver = (items) => stream.push(items.map(eventOf));
    deliver(early);
  } catch (error) {
    end();
    throw error;
  }
}

function eventOf(item: TimelineItem): StreamEvent {
  return { id: item.id, event: item.type, data: item };
}
