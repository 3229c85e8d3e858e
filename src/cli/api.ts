/** The HTTP API as the commands use it: one request, and its answer or a CliError that says what to do. */
import { randomUUID } from 'node:crypto';
import axios, { type AxiosResponse } from 'axios';
import type { Reservation, ReservationOperation } from '../client';
import { CliError } from './cli-error';
import { describeProblem, exitFor, readProblem } from './problem-document';
import type { ServerAccess } from './server-access';

/** An answer that is none of the refusals: 200, 201 or 202. */
export interface Answer<T> {
  status: number;
  body: T;
}

/** The answer to a command. */
export interface CommandAnswer {
  operation: ReservationOperation;
  reservation: Reservation;
}

/** The requests that commands make. Each throws CliError. */
export interface Api {
  place(order: unknown): Promise<Answer<Reservation>>;
  show(orderId: string): Promise<Answer<Reservation>>;
  /** Sent under `key`, or under a new one, which is named when it is not known whether it arrived. */
  command(command: {
    orderId: string;
    name: string;
    body: unknown;
    key?: string | undefined;
  }): Promise<Answer<CommandAnswer>>;
}

/** Longer than the server itself waits for an outcome. */
const TIMEOUT_MS = 30_000;

/** The API of one server. */
export function createApi({ url, apiKey }: ServerAccess): Api {
  const http = axios.create({
    baseURL: url,
    timeout: TIMEOUT_MS,
    maxRedirects: 0,
    headers: { Authorization: `Bearer ${apiKey}` },
    validateStatus: () => true,
  });
  const orderPath = (orderId: string) => `/v1/reservations/${encodeURIComponent(orderId)}`;
  const ask = async <T>(send: () => Promise<AxiosResponse>, afterwards = ''): Promise<Answer<T>> => {
    const answer = await send().catch((error: unknown) => {
      // Only the code: the error itself carries the key.
      const code = (error as { code?: string }).code ?? 'no answer';
      throw new CliError(
        'unavailable',
        `The server at ${url} does not answer (${code}). Is it running?${afterwards}`,
      );
    });
    if (answer.status >= 200 && answer.status < 300) return { status: answer.status, body: answer.data as T };
    throw fault(answer, afterwards);
  };
  return {
    place: (order) =>
      ask(() => http.post('/v1/reservations', order), ' Placing the same order again is safe.'),
    show: (orderId) => ask(() => http.get(orderPath(orderId))),
    command: ({ orderId, name, body, key = randomUUID() }) =>
      ask(
        () => http.post(`${orderPath(orderId)}/${name}`, body, { headers: { 'Idempotency-Key': key } }),
        ` To repeat it without doing it twice, add --key ${key}`,
      ),
  };
}

function fault({ status, data }: AxiosResponse, afterwards: string): CliError {
  const problem = readProblem(data);
  if (problem === null) {
    return new CliError(
      exitFor(status),
      `The server answered ${status} and not as Holdfast does. Check --url.`,
    );
  }
  const mayBeDone = status >= 500 ? `\n${afterwards.trim()}` : '';
  return new CliError(exitFor(status), describeProblem(problem) + mayBeDone, problem);
}
