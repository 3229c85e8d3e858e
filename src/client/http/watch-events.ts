/**
 * Following one order over HTTP: server-sent events, taken up after the last one seen whenever the connection ends or
 * falls silent.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { TimelineItem } from '../../../workflows/view';
import type { WatchOptions } from '../holdfast-client';
import { isPassing, pauseBefore, type ServerOptions } from './call-server';
import { HoldfastProblem, HoldfastUnreachableError, problemOf } from './holdfast-problem';

/** The server gives a sign of life every 15 s; a connection that is silent for longer than this is dead. */
const SILENCE_MS = 45_000;

/** The order's items from `after` on, as they come. @throws HoldfastProblem for what no patience would mend */
export async function* watchEvents(
  server: ServerOptions,
  orderId: string,
  { after, signal }: WatchOptions = {},
): AsyncGenerator<TimelineItem, void, undefined> {
  let seen = after;
  for (let failures = 0; !signal?.aborted; failures += 1) {
    let ended: unknown = new HoldfastUnreachableError();
    try {
      for await (const event of connectedEvents(server, { orderId, seen, signal })) {
        failures = 0;
        const item = JSON.parse(event.data) as TimelineItem;
        seen = item.id;
        yield item;
        if (signal?.aborted) return;
      }
    } catch (error) {
      if (!isPassing(error) && !signal?.aborted) throw error;
      ended = error;
    }
    await pause(pauseBefore(ended, failures) ?? 0, signal);
  }
}

interface Connecting {
  orderId: string;
  seen: string | undefined;
  signal: AbortSignal | undefined;
}

/** The events of one connection. @throws HoldfastProblem, HoldfastUnreachableError */
async function* connectedEvents(
  server: ServerOptions,
  { orderId, seen, signal }: Connecting,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const connection = new AbortController();
  const end = () => connection.abort();
  signal?.addEventListener('abort', end, { once: true });
  const silence = setTimeout(end, SILENCE_MS);
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of await openStream(server, { orderId, seen, signal: connection.signal })) {
      silence.refresh();
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* events.splice(0);
    }
  } catch (error) {
    throw error instanceof HoldfastProblem ? error : new HoldfastUnreachableError({ cause: error });
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener('abort', end);
    end();
  }
}

async function openStream({ url, key, fetch: given }: ServerOptions, { orderId, seen, signal }: Connecting) {
  const path = `/v1/reservations/${encodeURIComponent(orderId)}/events`;
  const answer = await (given ?? fetch)(url.replace(/\/+$/, '') + path, {
    headers: {
      Authorization: `Bearer ${key}`,
      Accept: 'text/event-stream',
      ...(seen === undefined ? {} : { 'Last-Event-ID': seen }),
    },
    redirect: 'manual',
    signal: signal ?? null,
  });
  const { status, headers, body } = answer;
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (status >= 300 || !isStream) {
    throw problemOf({ status, headers, data: await answer.json().catch(() => null) });
  }
  if (body === null) throw new HoldfastUnreachableError();
  return body;
}

async function pause(pauseMs: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(pauseMs, undefined, signal ? { signal } : {}).catch(() => undefined);
}
