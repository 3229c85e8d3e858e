/** `GET /v1/changes`: that orders change, as it happens. Who wants to know what, asks for the order. */

import { z } from 'zod';
import { type Change, type ChangeFeed, OVERLAP_MS } from '../../changes/change-feed';
import { toClientError } from '../../client/to-client-error';
import { answers, stateSchema } from '../answer-schemas';
import type { App } from '../app';
import type { EventStreams, StreamEvent } from '../event-streams';
import { lastEventId } from '../last-event-id';

interface Options {
  changes: ChangeFeed;
  streams: EventStreams;
}

const changeSchema = z
  .object({ orderId: z.string(), state: stateSchema, attention: z.boolean(), changedAt: z.iso.datetime() })
  .meta({ id: 'Change', description: 'The data of an event `changed`; the same one may come twice' });

/** Whoever was away for longer reads anew: on a busy account a list of more would take longer than it is worth. */
const RESUMED_MS = 3_600_000;

/** Adds the route. */
export function changesRoute(app: App, { changes, streams }: Options): void {
  app.get(
    '/v1/changes',
    {
      exposeHeadRoute: false,
      config: { access: 'read', onlyAs: 'text/event-stream' },
      schema: {
        operationId: 'getChanges',
        summary: 'Follow what changes in any order: server-sent events `changed`, resumed with Last-Event-ID',
        tags: ['reservations'],
        response: answers({ 200: changeSchema }),
      },
    },
    async (request, reply) => {
      const last = lastEventId(request, isInstant);
      const early: Change[] = [];
      let tell = (change: Change): void => void early.push(change);
      const end = changes.subscribe((change) => tell(change));
      try {
        const missed = last === null ? [] : await missedSince(changes, last);
        const stream = await streams.open(request, reply, end);
        stream.push([...missed, ...early.map(eventOf)]);
        tell = (change) => stream.push([eventOf(change)]);
      } catch (error) {
        end();
        throw error;
      }
      return reply;
    },
  );
}

/** The order's own clock may be ahead of ours, where a test has moved it: whoever resumed from there would miss others. */
function eventOf(change: Change): StreamEvent {
  const now = new Date().toISOString();
  return { id: change.changedAt < now ? change.changedAt : now, event: 'changed', data: change };
}

/** What came after the event of that id. @throws the client's errors */
async function missedSince(changes: Pick<ChangeFeed, 'changesSince'>, last: string): Promise<StreamEvent[]> {
  const lastMs = Date.parse(last);
  const nowMs = Date.now();
  if (lastMs < nowMs - RESUMED_MS)
    return [{ id: new Date(nowMs).toISOString(), event: 'begin-again', data: {} }];
  try {
    return (await changes.changesSince(new Date(lastMs - OVERLAP_MS).toISOString())).map(eventOf);
  } catch (error) {
    throw toClientError(error);
  }
}

function isInstant(text: string): boolean {
  return z.iso.datetime({ precision: 3 }).safeParse(text).success;
}
