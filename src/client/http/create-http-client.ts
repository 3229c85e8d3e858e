/** The client of a booking system over HTTP: the names of HoldfastClient, put upon the generated functions. */
import { randomUUID } from 'node:crypto';
import type { RequestOpts } from '@oazapfts/runtime';
import type { CommandAnswer } from '../../../workflows/messages';
import type { TimelineItem } from '../../../workflows/view';
import type { CommandOptions, HoldfastClient, HoldfastCommands, ListRequest } from '../holdfast-client';
import { usableKey } from '../idempotency-key';
import { type Answer, type Call, createCall, type ServerOptions } from './call-server';
import { follow } from './follow-command';
import * as api from './generated';
import { watchEvents } from './watch-events';

/** As many events as the server gives in one page. */
const EVENTS = 500;

/**
 * Makes the client. It asks nothing yet, and holds nothing that would have to be closed. Every method may throw
 * HoldfastProblem with the server's word, and HoldfastUnreachableError where there is none.
 */
export function createHttpClient(server: ServerOptions): HoldfastClient {
  const call = createCall(server);
  return {
    ...commandsOver(call),
    async place(order, options = {}) {
      const { status, data } = await follow(call, (request) => api.placeOrder(order, request), {
        ...options,
        // A person was asked: it will not be known soon.
        isEnd: (reservation) => reservation.attention !== null,
        operationIdOf: () => undefined,
      });
      // After a 202 the same order is found placed (200), and nobody can tell any more by whom.
      return { reservation: data, created: status === 201 };
    },
    reservation: async (orderId) => (await call((request) => api.getReservation(orderId, request))).data,
    operation: async (orderId, operationId) =>
      (await call((request) => api.getOperation(orderId, operationId, request))).data,
    timeline: (orderId) => wholeTimeline(call, orderId),
    list: async (wanted) => (await call((request) => api.listReservations(toQuery(wanted), request))).data,
    watch: (orderId, options) => watchEvents(server, orderId, options),
    close: async () => undefined,
  };
}

/** One request of a command. */
type SendCommand<Body> = (
  orderId: string,
  body: Body,
  headers: { idempotencyKey: string },
  request: RequestOpts,
) => Promise<Answer & { data: CommandAnswer }>;

function commandsOver(call: Call): HoldfastCommands {
  const sender =
    <Body>(send: SendCommand<Body>, isEnd: (answer: CommandAnswer) => boolean = isWithPerson) =>
    async (orderId: string, body: Body, options: CommandOptions = {}): Promise<CommandAnswer> => {
      const { idempotencyKey = randomUUID(), ...wait } = options;
      const headers = { idempotencyKey: usableKey(idempotencyKey) };
      const answer = await follow(call, (request) => send(orderId, body, headers, request), {
        ...wait,
        isEnd,
        operationIdOf: ({ operation }) => operation.operationId,
      });
      return answer.data;
    };
  const capture = sender(api.capture);
  const resend = sender(api.resend);
  return {
    capture: (orderId, body = {}, options) => capture(orderId, body, options),
    charge: sender(api.charge),
    refund: sender(api.refund),
    cancel: sender(api.cancel),
    complete: sender(api.complete),
    resend: (orderId, body = {}, options) => resend(orderId, body, options),
    // The operation stays with a person until his word was checked.
    resolve: sender(api.resolve, () => false),
  };
}

/** The outcome is unknown and a person was asked: nothing is gained by waiting on. */
function isWithPerson({ operation, reservation: { attention } }: CommandAnswer): boolean {
  return operation.status === 'unknown' && attention?.operationId === operation.operationId;
}

async function wholeTimeline(call: Call, orderId: string): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = cursor === undefined ? { limit: EVENTS } : { limit: EVENTS, cursor };
    const { data } = await call((request) => api.getEvents(orderId, page, request));
    items.push(...data.items);
    cursor = data.nextCursor;
  }
  return items;
}

function toQuery({ attention, sort, limit, ...rest }: ListRequest = {}) {
  return {
    ...rest,
    ...(attention === undefined ? {} : { attention: attention ? ('true' as const) : ('false' as const) }),
    ...(sort === 'captureBy' ? { sort } : {}),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  };
}
