/**
 * Streams of server-sent events. They beat while nothing happens, wait for readers that are slow and give up those that
 * have stopped reading, and end when the server closes: whoever is cut off resumes with `Last-Event-ID`.
 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createSession, type Session } from 'better-sse';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Session as DoorSession } from './session-cookie';
import { createStreamPlaces } from './stream-places';

/** One event; `data` is sent as JSON. */
export interface StreamEvent {
  id: string;
  event: string;
  data: unknown;
}

/** One open stream. */
export interface EventStream {
  /** Sends them in this order, as fast as the reader takes them. After the end they are dropped. */
  push(events: readonly StreamEvent[]): void;
}

/** The streams of one server. */
export interface EventStreams {
  /** Answers the request with a stream; `onEnd` is called once, whoever ends it. @throws Problem `too_many_streams` */
  open(request: FastifyRequest, reply: FastifyReply, onEnd: () => void): Promise<EventStream>;
  /** Ends those that were opened with this session: whoever has signed out is told nothing more. */
  endSession(sessionId: string): void;
}

const HEARTBEAT_MS = 15_000;

/** A reader that takes nothing for so long is gone, and what waits for him is let go. */
const STALLED_MS = 30_000;

/** So many events may wait for a reader, beside what he began with: a slow one must not take the memory of all. */
const MOST_WAITING = 5_000;

/** A stream ends after an hour, or with its session before, and is resumed at once: the key is looked at again. */
const LONGEST_MS = 3_600_000;

/** Whoever was cut off by a server that leaves comes back after this, and not all of them at once. */
const RETRY_MS = { least: 1_000, most: 4_000 };

/**
 * How often streams beat, and how long a reader may take nothing; 15 s and 30 s unless given. `draining`, aborted when the
 * server is about to close, ends them before it does.
 */
export interface StreamOptions {
  heartbeatMs?: number;
  stalledMs?: number;
  draining?: AbortSignal;
}

const streamed = new WeakSet<ServerResponse>();

/** Whether an answer was a stream: how long it took says nothing of how fast we are. */
export function wasStreamed({ raw }: Pick<FastifyReply, 'raw'>): boolean {
  return streamed.has(raw);
}

/** Ends all streams as soon as the server drains or begins to close, saying when to come back. */
export function createEventStreams(
  app: FastifyInstance,
  { heartbeatMs = HEARTBEAT_MS, stalledMs = STALLED_MS, draining }: StreamOptions = {},
): EventStreams {
  const open = new Map<ServerResponse, DoorSession | null>();
  const places = createStreamPlaces();
  let isClosing = false;
  const endAll = (): void => {
    isClosing = true;
    for (const response of open.keys()) endWithHint(response);
  };
  app.addHook('preClose', async () => endAll());
  draining?.addEventListener('abort', endAll, { once: true });
  return {
    endSession(sessionId) {
      for (const [response, holder] of open) if (holder?.id === sessionId) response.end();
    },
    async open(request, reply, onEnd) {
      const { caller, session: holder } = request;
      // Before the answer is taken over: a refusal is a problem like any other.
      const leave = caller ? places.take(caller.keyId) : () => undefined;
      reply.hijack();
      const { raw } = reply;
      if (raw.destroyed || raw.socket?.destroyed) {
        leave();
        onEnd();
        return { push: () => undefined };
      }
      open.set(raw, holder ?? null);
      streamed.add(raw);
      const longest = setTimeout(() => raw.end(), longestMs(holder ?? null));
      raw.once('close', () => {
        clearTimeout(longest);
        open.delete(raw);
        leave();
        onEnd();
      });
      const session = await createSession(request.raw, raw, {
        keepAlive: heartbeatMs,
        trustClientEventId: false,
        // Ended with the answer, so that no idle connection holds up the stop.
        headers: { ...headersOf(reply), Connection: 'close' },
      }).catch((error: unknown) => {
        // Nobody else ends an answer that was taken over.
        raw.destroy();
        throw error;
      });
      if (isClosing) endWithHint(raw);
      return streamOver(session, raw, stalledMs);
    },
  };
}

function longestMs(holder: DoorSession | null): number {
  return holder === null ? LONGEST_MS : Math.min(LONGEST_MS, Date.parse(holder.expiresAt) - Date.now());
}

function endWithHint(response: ServerResponse): void {
  if (response.writableEnded) return;
  const retryMs = RETRY_MS.least + Math.floor(Math.random() * (RETRY_MS.most - RETRY_MS.least));
  response.end(`retry: ${retryMs}\n\n`);
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const headers = Object.entries(reply.getHeaders()).filter(([name]) => name !== 'content-type');
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

function streamOver(session: Session, response: ServerResponse, stalledMs: number): EventStream {
  const waiting: StreamEvent[] = [];
  let most: number | null = null;
  let isSending = false;
  const isOpen = (): boolean => session.isConnected && !response.writableEnded && !response.destroyed;
  const send = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    for (let next = waiting.shift(); next !== undefined && isOpen(); next = waiting.shift()) {
      session.push(next.data, next.event, next.id);
      if (response.writableNeedDrain) await drained(response, stalledMs);
    }
    isSending = false;
  };
  return {
    push(events) {
      if (!isOpen()) return;
      // What is there at the beginning goes through whole: cut off within it, he might never get past it.
      most ??= MOST_WAITING + events.length;
      for (const event of events) waiting.push(event);
      if (waiting.length > most) {
        waiting.length = 0;
        response.destroy();
        return;
      }
      void send();
    },
  };
}

/** Ends the connection of a reader that has stopped reading. */
async function drained(response: ServerResponse, stalledMs: number): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const timer = setTimeout(() => over.abort(), stalledMs);
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(() =>
    response.destroy(),
  );
  clearTimeout(timer);
  over.abort();
}
