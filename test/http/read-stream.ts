/** A reader of server-sent events over real HTTP, for tests: what came, and an end whenever the test wants one. */
import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { afterEach } from '@jest/globals';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { until } from '../support/until';

export interface StreamReader {
  status: number;
  headers: IncomingHttpHeaders;
  events: EventSourceMessage[];
  /** How many comments came: signs of life. */
  beats: number;
  /** Everything that came, as text. */
  text: string;
  isEnded: boolean;
  /** Goes away without a word. */
  leave(): void;
  /** Takes nothing more in, and stays. */
  stall(): void;
}

const open: StreamReader[] = [];
afterEach(() => {
  for (const reader of open.splice(0)) reader.leave();
});

/** Resolves once the answer has begun; the reader leaves with the test. */
export async function readStream(
  url: string,
  { key, headers = {} }: { key?: string; headers?: Record<string, string> },
): Promise<StreamReader> {
  const request = get(url, {
    agent: false,
    headers: {
      Accept: 'text/event-stream',
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...headers,
    },
  });
  request.on('error', () => undefined);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  const reader: StreamReader = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events: [],
    beats: 0,
    text: '',
    isEnded: false,
    leave: () => request.destroy(),
    stall: () => response.pause(),
  };
  const parser = createParser({
    onEvent: (event) => reader.events.push(event),
    onComment: () => {
      reader.beats += 1;
    },
  });
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    reader.text += chunk;
    parser.feed(chunk);
  });
  response.on('end', () => {
    reader.isEnded = true;
  });
  response.on('error', () => undefined);
  open.push(reader);
  return reader;
}

/** Waits until so many events have come. */
export function untilEvents(reader: StreamReader, count: number): Promise<unknown> {
  return until(
    () => `${count} events came, not ${reader.events.length}`,
    () => reader.events.length >= count,
  );
}
