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

let csrfToken = '';

/** Keeps the token of the session for the requests that follow; in memory only. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

/**
 * Asks the server and reads its answer.
 *
 * @throws ApiProblem for every answer that is no success, and `unreachable` where none came
 */
export async function ask<T>(path: string, asked: Asked = {}): Promise<Answered<T>> {
  const response = await send(path, asked);
  const text = await response.text().catch(() => {
    throw unreachable();
  });
  const body = parsed(text);
  if (response.ok) return { status: response.status, body: body as T };
  throw new ApiProblem(response.status, problemIn(body, response));
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
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemIn(body: unknown, response: Response): ProblemDocument {
  const isProblem = typeof body === 'object' && body !== null && 'code' in body;
  if (isProblem) return body as ProblemDocument;
  return { code: `http_${response.status}`, title: response.statusText };
}
