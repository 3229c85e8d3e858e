// One exchange with the provider: sent once, bounded in time and size, never redirected, proxied or repeated.

import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import axios from 'axios';
import type { CallName } from './call-name';
import { errorFromTransport } from './error-from-transport';
import type { ClientOptions } from './options';

/** What is sent: a path below `/connect/reservations/`, and a JSON body unless it is undefined. */
export interface HttpRequest {
  readonly call: CallName;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

/** What came back, whatever its status. Header names are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
}

/** Sends a request once; throws a `FrontPaymentError` when no whole answer came. */
export type SendOnce = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * Makes the function that talks to the provider. A kept-alive connection that the peer has just closed ends in a reset, and a
 * reset makes a command's outcome unknown. So what moves money opens a connection of its own; other commands take one that
 * was used a moment ago, which no peer closes yet; reads share what there is.
 */
export function createSendOnce(options: ClientOptions): SendOnce {
  const client = axios.create();
  const reading = agentsOf({ keepAlive: true });
  const alone = agentsOf({});
  const shared = agentsOf({ keepAlive: true });
  for (const agent of Object.values(shared)) closeSoon(agent);
  const agentsFor = (call: CallName) => {
    if (call === 'details' || call === 'history') return reading;
    return MOVES_MONEY.includes(call) ? alone : shared;
  };
  return async ({ call, method, path, body }) => {
    // Asked for before anything is begun: what it throws is no answer of the provider.
    const headers = options.headers();
    try {
      const answer = await client.request<Buffer>({
        ...agentsFor(call),
        method,
        url: `${options.baseUrl}/connect/reservations/${path}`,
        headers: {
          ...headers,
          Accept: 'application/json',
          Authorization: `Bearer ${options.token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        // Serialised here: axios must neither guess a type nor parse what comes back.
        ...(body === undefined ? {} : { data: Buffer.from(JSON.stringify(body), 'utf8') }),
        transformRequest: (data: unknown) => data,
        transformResponse: (data: unknown) => data,
        responseType: 'arraybuffer',
        validateStatus: () => true,
        // axios's own time-out watches connecting and silence; the signal ends the whole call, a dribbling body too.
        timeout: options.timeoutMs,
        signal: AbortSignal.timeout(options.timeoutMs),
        maxRedirects: 0,
        maxContentLength: options.maxResponseBytes,
        decompress: true,
        proxy: false,
      });
      return {
        status: answer.status,
        headers: textHeaders(answer.headers),
        bodyText: Buffer.from(answer.data ?? '').toString('utf8'),
      };
    } catch (failure) {
      throw errorFromTransport(call, failure);
    }
  };
}

const MOVES_MONEY: readonly CallName[] = ['capture', 'charge', 'refund', 'cancel'];

function agentsOf(how: http.AgentOptions) {
  return { httpAgent: new http.Agent(how), httpsAgent: new https.Agent(how) };
}

/** How long a connection for commands may lie idle; servers keep theirs for several seconds. */
const IDLE_MS = 1_000;

/** The agent's own time-out would count while it connects, too. */
function closeSoon(agent: http.Agent): void {
  const keep = agent.keepSocketAlive.bind(agent);
  agent.keepSocketAlive = (socket) => {
    const isKept = keep(socket);
    (socket as Socket).setTimeout(IDLE_MS);
    return isKept;
  };
}

function textHeaders(headers: object): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') texts[name.toLowerCase()] = value;
  }
  return texts;
}
