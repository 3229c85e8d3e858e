/** Answers that come bit by bit: server-sent events that go on after a break, and lines of text. */
import { setTimeout as delay } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { CliError } from './cli-error';
import { faultOf, noAnswer } from './request';
import type { ServerAccess } from './server-access';

/** What is read, and from where. */
export interface StreamRequest {
  access: ServerAccess;
  path: string;
  /** Ends the reading without a fault. */
  signal: AbortSignal;
  /** Go on after this event. */
  lastEventId?: string | undefined;
  /** The connection is lost, and will be sought again after this many ms. */
  onLost(waitMs: number): void;
  /** It is there again. */
  onResumed(): void;
  /** The first wait before connecting anew, in ms; it doubles up to 15 s. Default 1000. */
  retryMs?: number;
}

const RETRY_MS = 1000;
const RETRY_MAX_MS = 15_000;
/** The server says something every 15 s, if only that it is there. */
const SILENCE_MS = 45_000;

/**
 * The events until `signal`; after a lost connection from the last one that came. @throws CliError when the first
 * connection fails, and when the server refuses.
 */
export async function* followStream(request: StreamRequest): AsyncGenerator<EventSourceMessage> {
  const { signal, retryMs = RETRY_MS, onLost, onResumed } = request;
  let { lastEventId } = request;
  let failures = 0;
  let hasBeenThere = false;
  const onOpen = () => {
    if (failures > 0) onResumed();
    failures = 0;
    hasBeenThere = true;
  };
  while (!signal.aborted) {
    try {
      for await (const message of connection({ ...request, lastEventId }, onOpen)) {
        lastEventId = message.id ?? lastEventId;
        yield message;
      }
    } catch (error) {
      if (!signal.aborted && !(hasBeenThere && isPassing(error))) throw error;
    }
    if (signal.aborted) return;
    const waitMs = Math.min(retryMs * 2 ** failures, RETRY_MAX_MS);
    failures += 1;
    onLost(waitMs);
    await pause(waitMs, signal);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof CliError && error.reason === 'unavailable';
}

/** The lines of a text, as they come. @throws CliError */
export async function* readLines(
  access: ServerAccess,
  { path, accept }: { path: string; accept: string },
): AsyncGenerator<string> {
  const response = await open(access, path, { Accept: accept });
  if (!response.headers.get('content-type')?.startsWith(accept)) {
    await response.body?.cancel();
    throw new CliError('failed', `The server at ${access.url} does not give ${accept}. Is it an older one?`);
  }
  let rest = '';
  for await (const text of textOf(response, access)) {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function* connection(
  { access, path, signal, lastEventId }: StreamRequest,
  onOpen: () => void,
): AsyncGenerator<EventSourceMessage> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const from: Record<string, string> = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
    const headers = { Accept: 'text/event-stream', ...from };
    const response = await open(access, path, headers, AbortSignal.any([signal, silence.signal]));
    onOpen();
    const waiting: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (message) => waiting.push(message) });
    for await (const text of textOf(response, access)) {
      timer.refresh();
      parser.feed(text);
      yield* waiting.splice(0);
    }
  } finally {
    clearTimeout(timer);
    // Whoever stops listening must not leave the connection open.
    silence.abort();
  }
}

async function open(
  { url, apiKey }: ServerAccess,
  path: string,
  headers: Record<string, string>,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const all = { Authorization: `Bearer ${apiKey}`, ...headers };
  const response = await fetch(url + path, { headers: all, redirect: 'manual', signal }).catch(
    (error: unknown) => {
      throw noAnswer(url, error);
    },
  );
  if (response.ok) return response;
  const text = await response.text();
  throw faultOf({ status: response.status, data: jsonOrText(text) });
}

async function* textOf({ body }: Response, { url }: ServerAccess): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body ?? []) yield decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw noAnswer(url, error);
  }
}

async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  await delay(waitMs, undefined, { signal }).catch(() => {
    // Stopped meanwhile, as the caller sees by the signal.
  });
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
