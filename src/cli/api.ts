/** The HTTP API as the commands use it: a method per question. Each throws CliError. */
import { randomUUID } from 'node:crypto';
import type { Reservation } from '../client';
import type {
  Check,
  CommandAnswer,
  Delivery,
  EventPage,
  ForgottenOrder,
  OrderSheet,
  Page,
  SandboxView,
  Session,
  ShownCustomer,
  Summary,
} from './answers';
import { type Answer, type Ask, createAsk, type Request } from './request';
import type { ServerAccess } from './server-access';
import type { Terminal } from './terminal';

type Query = NonNullable<Request['query']>;

/** The requests that commands make. Bodies go as they are: the server is the one that checks them. */
export interface Api {
  access: ServerAccess;
  /** For what has no method here. */
  ask: Ask;
  place(order: unknown): Promise<Answer<Reservation>>;
  show(orderId: string): Promise<Reservation>;
  /** Sent under `key`, or under a new one, which is named when it is not known whether it was done. */
  command(command: {
    orderId: string;
    name: string;
    body: unknown;
    key?: string | undefined;
  }): Promise<Answer<CommandAnswer>>;
  list(query: Query): Promise<Page<Reservation>>;
  summary(): Promise<Summary>;
  events(orderId: string, query: Query): Promise<EventPage>;
  sheet(orderId: string): Promise<OrderSheet>;
  showCustomer(orderId: string): Promise<ShownCustomer>;
  /** Everything known of an order; the showing is recorded. */
  exportOrder(orderId: string): Promise<unknown>;
  forget(orderId: string, note: string): Promise<Answer<ForgottenOrder>>;
  deliveries(query: Query): Promise<Page<Delivery>>;
  replay(body: unknown): Promise<{ replayed: number }>;
  diagnosis(): Promise<{ checks: Check[] }>;
  /** Who this key is. */
  session(): Promise<Answer<Session>>;
  sandbox: SandboxApi;
}

/** What only a server on the sandbox does; others answer 404 `sandbox_only`. */
export interface SandboxApi {
  view(): Promise<SandboxView>;
  placeSample(body: unknown): Promise<Reservation>;
  pay(orderId: string): Promise<void>;
  decline(orderId: string): Promise<void>;
  advance(orderId: string, duration: string): Promise<Reservation>;
  setFault(fault: unknown): Promise<{ id: number }>;
  clearFaults(): Promise<void>;
}

/** The path of an order, or of something below it. */
export function orderPath(orderId: string, below = ''): string {
  return `/v1/reservations/${encodeURIComponent(orderId)}${below}`;
}

/** The API of one server. */
export function createApi(access: ServerAccess, terminal: Pick<Terminal, 'progress'>): Api {
  const ask = createAsk(access, terminal);
  const get = async <T>(path: string, query: Query = {}) => (await ask<T>({ path, query })).body;
  const post = async <T>(path: string, body: unknown = {}) =>
    (await ask<T>({ method: 'POST', path, body })).body;
  return {
    access,
    ask,
    place: (order) =>
      ask({
        method: 'POST',
        path: '/v1/reservations',
        body: order,
        afterwards: 'Whether it was placed is not known. Placing the same order again is safe.',
        has: ['orderId', 'state'],
      }),
    show: (orderId) => get(orderPath(orderId)),
    command: ({ orderId, name, body, key = randomUUID() }) =>
      ask({
        method: 'POST',
        path: orderPath(orderId, `/${name}`),
        body,
        key,
        afterwards: `Whether it was done is not known. To repeat it without doing it twice, add --key ${key}`,
        has: ['operation', 'reservation'],
      }),
    list: (query) => get('/v1/reservations', query),
    summary: () => get('/v1/summary'),
    events: (orderId, query) => get(orderPath(orderId, '/events'), query),
    sheet: (orderId) => get(orderPath(orderId, '/sheet')),
    showCustomer: (orderId) => post(orderPath(orderId, '/customer')),
    exportOrder: (orderId) => get(orderPath(orderId, '/export')),
    forget: (orderId, note) =>
      ask({
        method: 'POST',
        path: orderPath(orderId, '/forget'),
        body: { note },
        afterwards: 'Whether it was done is not known. Forgetting it again is safe.',
        has: ['forgotten', 'isComplete'],
      }),
    deliveries: (query) => get('/v1/webhooks/deliveries', query),
    replay: async (body) => {
      const path = '/v1/webhooks/replay';
      const afterwards = 'Whether they are on the way is not known. Repeating it is safe: each keeps its id.';
      return (await ask<{ replayed: number }>({ method: 'POST', path, body, afterwards, has: ['replayed'] }))
        .body;
    },
    diagnosis: () => get('/v1/diagnosis'),
    session: () => ask({ method: 'POST', path: '/session', body: { key: access.apiKey } }),
    sandbox: createSandboxApi(ask),
  };
}

function createSandboxApi(ask: Ask): SandboxApi {
  const at = '/v1/sandbox';
  const orderAt = (orderId: string, act: string) => `${at}/orders/${encodeURIComponent(orderId)}/${act}`;
  const post = async <T>(path: string, body: unknown = {}) =>
    (await ask<T>({ method: 'POST', path, body })).body;
  return {
    view: async () => (await ask<SandboxView>({ path: at })).body,
    placeSample: (body) => post(`${at}/sample-order`, body),
    pay: (orderId) => post(orderAt(orderId, 'pay')),
    decline: (orderId) => post(orderAt(orderId, 'decline')),
    advance: (orderId, duration) => post(orderAt(orderId, 'advance'), { duration }),
    setFault: (fault) => post(`${at}/faults`, fault),
    clearFaults: async () => {
      await ask({ method: 'DELETE', path: `${at}/faults` });
    },
  };
}
