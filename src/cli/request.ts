/** One request to the server, and its answer or a CliError that says what happened, what was not done, and what to do. */
import axios, { type AxiosResponse } from 'axios';
import { CliError } from './cli-error';
import { describeProblem, exitFor, readProblem } from './problem-document';
import { withProgress } from './progress';
import type { ServerAccess } from './server-access';
import type { Terminal } from './terminal';

/** An answer that is none of the refusals: 200, 201, 202 or 204. */
export interface Answer<T> {
  status: number;
  body: T;
  /** The server's own present to the second, where it tells it. */
  date: string | null;
}

/** What is sent. A query's undefined values are left out. */
export interface Request {
  method?: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  key?: string;
  /** What to do if it is not known whether it was done. */
  afterwards?: string;
  /** Fields that every answer of success has; an answer without them is not the server's. */
  has?: readonly string[];
}

/** Sends a request. @throws CliError */
export type Ask = <T>(request: Request) => Promise<Answer<T>>;

/** Longer than the server itself waits for an outcome. */
const TIMEOUT_MS = 30_000;

/** What fails before there is a connection. A connection that broke is none of these. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Asks one server. */
export function createAsk({ url, apiKey }: ServerAccess, terminal: Pick<Terminal, 'progress'>): Ask {
  const http = axios.create({
    baseURL: url,
    timeout: TIMEOUT_MS,
    maxRedirects: 0,
    headers: { Authorization: `Bearer ${apiKey}` },
    validateStatus: () => true,
  });
  return async <T>({
    method = 'GET',
    path,
    query,
    body,
    key,
    afterwards = '',
    has = [],
  }: Request): Promise<Answer<T>> => {
    const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
    const send = () => http.request({ method, url: path, params: query ?? {}, data: body, headers });
    const answer = await withProgress(terminal, `Waiting for ${url}`, send).catch((error: unknown) => {
      throw noAnswer(url, error, afterwards);
    });
    const { status, data, headers: told } = answer;
    if (status < 200 || status >= 300 || !isExpected(answer, has)) throw faultOf(answer, afterwards);
    const date = typeof told['date'] === 'string' ? told['date'] : null;
    return { status, body: data as T, date };
  };
}

/** The server is away. Only the code is told: the error itself carries the key. */
export function noAnswer(url: string, error: unknown, afterwards = ''): CliError {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const why = [code, cause?.code].find((known): known is string => typeof known === 'string') ?? 'no answer';
  const said = `The server at ${url} does not answer (${why}). Is it running? Start it with npm start, or give --url.`;
  const fate =
    afterwards !== '' && NEVER_CONNECTED.has(why) ? 'No connection was made: nothing was sent.' : afterwards;
  return new CliError('unavailable', [said, fate].filter(Boolean).join(' '));
}

/** What an answer means that is none of 2xx, or is one that the server does not give. */
export function faultOf({ status, data }: Pick<AxiosResponse, 'status' | 'data'>, afterwards = ''): CliError {
  const problem = readProblem(data);
  const mayBeDone = afterwards !== '' && (status >= 500 || status < 300);
  const reason = mayBeDone ? 'unavailable' : exitFor(problem ?? { status });
  const said =
    problem === null
      ? `The server answered ${status} and not as Holdfast does. Check --url.`
      : describeProblem(problem);
  return new CliError(reason, mayBeDone ? `${said}\n${afterwards}` : said, problem);
}

/** Only what has nothing to say says nothing. */
function isExpected(
  { status, data }: Pick<AxiosResponse, 'status' | 'data'>,
  has: readonly string[],
): boolean {
  if (status === 204) return has.length === 0;
  return typeof data === 'object' && data !== null && has.every((field) => field in data);
}
