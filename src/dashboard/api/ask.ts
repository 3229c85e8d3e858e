/** One request to our own server. The session's cookie goes along by itself, the CSRF token by header. */
import { ApiProblem, type ProblemDocument, unreachable } from './api-problem';

/** What is asked for. `key` is the Idempotency-Key of a command. */
export interface Asked {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  key?: string;
  signal?: AbortSignal;
}

/** An answer with its status: 202 means taken on, and not yet known. */
export interface Answered<T> {
  status: number;
  body: T;
}

/** The server waits 10 s for an outcome before it answers 202; past this, nothing comes any more. */
const TIMEOUT_MS = 30_000;

/** What was asked ahead counts as the present for so long. */
const AHEAD_MS = 5_000;

const ahead = new Map<string, { response: Promise<Response>; askedAtMs: number }>();

let csrfToken = '';

/** Keeps the token of the session for the requests that follow; in memory only. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

/**
 * Asks the server and reads its answer: a JSON object, or nothing with 204.
 *
 * @throws ApiProblem for every answer that is no success, and `unreachable` where none of ours came: a proxy or the sign-in
 *   page of a network may have answered in our server's place, and says nothing of what became of the request
 */
export async function ask<T>(path: string, asked: Asked = {}): Promise<Answered<T>> {
  const isRead = asked.method === undefined || asked.method === 'GET';
  const response = await ((isRead && takeAhead(path)) || send(path, asked));
  const text = await response.text().catch(() => {
    throw unreachable();
  });
  const body = parsed(text);
  if (!response.ok) throw isProblem(body) ? new ApiProblem(response.status, body) : unreachable();
  if (response.status === 204) return { status: 204, body: undefined as T };
  if (!isObject(body)) throw unreachable();
  return { status: response.status, body: body as T };
}

/**
 * Reads this before anybody needs it: whoever reads it within moments has this answer, once. Whether it is a success; never
 * throws.
 */
export async function askAhead(path: string): Promise<boolean> {
  const response = send(path, {});
  ahead.set(path, { response, askedAtMs: performance.now() });
  return response.then(
    ({ ok }) => ok,
    () => false,
  );
}

function takeAhead(path: string): Promise<Response> | null {
  const asked = ahead.get(path);
  ahead.delete(path);
  return asked && performance.now() - asked.askedAtMs < AHEAD_MS ? asked.response : null;
}

/** The body of an answer; see `ask`. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await ask<T>(path, signal ? { signal } : {})).body;
}

async function send(path: string, { method = 'GET', body, key, signal }: Asked): Promise<Response> {
  const patience = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      // Our server sends nobody elsewhere.
      redirect: 'error',
      headers: {
        Accept: 'application/json',
        ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
  } catch (error) {
    // Given up by ourselves, because nobody looks at the answer any more.
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether it is a JSON object, and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isProblem(body: unknown): body is ProblemDocument {
  return isObject(body) && typeof body['code'] === 'string' && typeof body['title'] === 'string';
}
