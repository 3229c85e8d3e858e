/** The client of a booking system over Temporal: the names of HoldfastClient, put upon the reservations' client. */
import { createChangeFeed } from '../changes/change-feed';
import type { ClientDependencies } from './engine-orders';
import { OperationNotFoundError } from './errors';
import type { CommandOptions, HoldfastClient, HoldfastCommands } from './holdfast-client';
import { usableKey } from './idempotency-key';
import { newOperationId, operationIdOf } from './operation-id';
import { createReservationsClient } from './reservations-client';
import { type Bodies, commandSender } from './send-command';
import { watchOrder } from './watch-order';

/** What the client stands on; `requestedBy` is who the timeline says has asked, `temporal` unless given. */
export interface HoldfastDependencies extends ClientDependencies {
  requestedBy?: string;
}

const PAGE = 50;

/** Makes the client upon a Temporal client that is there already; closing it leaves that one open. */
export function createHoldfastClient(dependencies: HoldfastDependencies): HoldfastClient {
  const { client, taskQueue } = dependencies;
  const reservations = createReservationsClient(dependencies);
  const feed = createChangeFeed({ client, taskQueue });
  return {
    ...commandsOf(dependencies),
    place: (order, options) => reservations.place(order, options),
    reservation: (orderId) => reservations.reservation(orderId),
    async operation(orderId, operationId) {
      const reservation = await reservations.reservation(orderId);
      const operation = reservation.operations.find((one) => one.operationId === operationId);
      if (operation === undefined) throw new OperationNotFoundError();
      return { operation, reservation };
    },
    timeline: (orderId) => reservations.timeline(orderId),
    list: ({ captureBefore, ...request } = {}) =>
      reservations.list({
        sort: 'newest',
        limit: PAGE,
        ...request,
        ...(captureBefore === undefined ? {} : { captureBefore: new Date(captureBefore).toISOString() }),
      }),
    watch: (orderId, options) =>
      watchOrder(
        {
          readTimeline: () => reservations.timeline(orderId),
          subscribe: (listener) =>
            feed.subscribe((change) => {
              if (change.orderId === orderId) listener();
            }),
        },
        options,
      ),
    close: async () => undefined,
  };
}

function commandsOf(dependencies: HoldfastDependencies): HoldfastCommands {
  const { requestedBy } = dependencies;
  const sender = <K extends keyof Bodies>(name: K) => {
    const send = commandSender(dependencies, name);
    return async (
      orderId: string,
      body: Bodies[K],
      { idempotencyKey: key, ...options }: CommandOptions = {},
    ) => {
      const operationId =
        key === undefined ? newOperationId() : operationIdOf({ orderId, key: usableKey(key) });
      const context = { operationId, ...(requestedBy === undefined ? {} : { requestedBy }) };
      return send(orderId, body, context, options);
    };
  };
  const capture = sender('capture');
  const resend = sender('resend');
  return {
    capture: (orderId, body = {}, options) => capture(orderId, body, options),
    charge: sender('charge'),
    refund: sender('refund'),
    cancel: sender('cancel'),
    complete: sender('complete'),
    resend: (orderId, body = {}, options) => resend(orderId, body, options),
    resolve: sender('resolve'),
  };
}
