/** Streams of events at the door: resumed, beating, shared, and gone without a trace when either side leaves. */
import { describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { Registry } from 'prom-client';
import type { Change, ChangeFeed } from '../../src/changes/change-feed';
import { EngineUnavailableError, OrderNotFoundError, type TimelineItem } from '../../src/client';
import type { App } from '../../src/http/app';
import { createEventStreams } from '../../src/http/event-streams';
import { eventsRoute } from '../../src/http/routes/events-route';
import { until } from '../support/until';
import { fakeReservations } from './fake-reservations';
import { readStream, untilEvents } from './read-stream';
import { KEYS, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
const key = KEYS.viewer;
const NOW = '2026-11-21T10:00:00.000Z';

/** A feed that tells what a test says. */
function aFeed(missed: Change[] = []) {
  const listeners = new Set<(change: Change) => void>();
  const asked: string[] = [];
  const changes: ChangeFeed = {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hasTold: async () => true,
    changesSince: async (instant) => {
      asked.push(instant);
      return missed;
    },
  };
  const tell = (orderId: string, changedAt = NOW) => {
    for (const listener of [...listeners])
      listener({ orderId, state: 'reserved', attention: false, changedAt });
  };
  return { changes, listeners, asked, tell };
}

function item(id: number): TimelineItem {
  return { id: `${id}`, at: NOW, type: `noted_${id}`, source: 'system', data: { number: id } };
}

/** An order with a timeline that grows as a test says, and counts how often it is read. */
function anOrder(first = 3) {
  const items = Array.from({ length: first }, (_, index) => item(index + 1));
  const order = { items, readings: 0, isAway: false };
  const timeline = async (orderId: string) => {
    if (orderId !== 'a') throw new OrderNotFoundError();
    order.readings += 1;
    if (order.isAway) throw new EngineUnavailableError();
    return [...order.items];
  };
  return { order, reservations: fakeReservations({ timeline }) };
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const eventsOf = (url: string, orderId = 'a') => `${url}/v1/reservations/${orderId}/events`;

describe('one order followed', () => {
  it('gives what is there and then what is added, with its id, its type and the item', async () => {
    const { order, reservations } = anOrder();
    const { changes, tell } = aFeed();
    const { url } = await runServer({ reservations, changes });
    const reader = await readStream(eventsOf(url), { key });
    expect([reader.status, reader.headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect(reader.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-accel-buffering': 'no' });
    await untilEvents(reader, 3);
    order.items.push(item(4));
    tell('a');
    await untilEvents(reader, 4);
    expect(reader.events.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    const last = reader.events[3];
    expect([last?.event, JSON.parse(last?.data ?? '')]).toEqual(['noted_4', item(4)]);
  });

  it.each([
    ['Last-Event-ID', '', { 'Last-Event-ID': '2' }],
    ['a cursor', `?cursor=${Buffer.from('2').toString('base64url')}`, {}],
  ])('resumes after %s', async (_, query, headers) => {
    const { url } = await runServer({ reservations: anOrder(5).reservations, changes: aFeed().changes });
    const reader = await readStream(eventsOf(url) + query, { key, headers });
    await untilEvents(reader, 3);
    expect(reader.events.map(({ id }) => id)).toEqual(['3', '4', '5']);
  });

  it('is read once for each change, however many follow it', async () => {
    const { order, reservations } = anOrder();
    const { changes, tell, listeners } = aFeed();
    const { url } = await runServer({ reservations, changes });
    const readers = await Promise.all(Array.from({ length: 20 }, () => readStream(eventsOf(url), { key })));
    for (const reader of readers) await untilEvents(reader, 3);
    expect(listeners.size).toBe(1);
    const before = order.readings;
    expect(before).toBeLessThanOrEqual(20);
    for (let id = 4; id <= 6; id += 1) {
      order.items.push(item(id));
      tell('a');
      for (const reader of readers) await untilEvents(reader, id);
    }
    expect(order.readings - before).toBe(3);
    tell('somebody-elses');
    expect(order.readings - before).toBe(3);
  });

  it('is asked again when it did not answer, so that nothing is lost', async () => {
    const { order, reservations } = anOrder();
    const { changes, tell } = aFeed();
    const { url } = await runServer({ reservations, changes });
    const reader = await readStream(eventsOf(url), { key });
    await untilEvents(reader, 3);
    order.isAway = true;
    order.items.push(item(4));
    tell('a');
    await until('it was asked in vain', () => order.readings > 1);
    order.isAway = false;
    await untilEvents(reader, 4);
  });

  it('answers problems as ever before it streams: unknown, away, no key, an id that is none', async () => {
    const { order, reservations } = anOrder();
    const { changes, listeners } = aFeed();
    const { url, as } = await runServer({ reservations, changes });
    const headers = { Accept: 'text/event-stream' };
    const ask = (orderId: string, more = {}) =>
      as(KEYS.viewer).get(eventsOf(url, orderId), { headers: { ...headers, ...more } });
    expect(problemOf(await ask('b'))).toBe(`404 order_not_found ${PROBLEM}`);
    expect(problemOf(await ask('a', { 'Last-Event-ID': 'x' }))).toBe(`422 invalid_query ${PROBLEM}`);
    order.isAway = true;
    expect(problemOf(await ask('a'))).toBe(`503 engine_unavailable ${PROBLEM}`);
    expect(problemOf(await as(null).get(eventsOf(url), { headers }))).toBe(`401 api_key_missing ${PROBLEM}`);
    expect(listeners.size).toBe(0);
  });

  it('is a page of JSON for who does not ask for a stream above all', async () => {
    const { url, http } = await runServer({ reservations: anOrder().reservations });
    for (const Accept of [
      '*/*',
      'application/json',
      'text/event-stream;q=0.5, application/json',
      'text/html',
    ]) {
      const { headers, data } = await http.get(eventsOf(url), { headers: { Accept } });
      expect([headers['content-type'], data.items?.length]).toEqual(['application/json; charset=utf-8', 3]);
    }
    expect((await http.head(eventsOf(url), { headers: { Accept: 'text/event-stream' } })).status).toBe(200);
  });
});

describe('all orders followed', () => {
  it('tells each change as it comes', async () => {
    const { changes, tell } = aFeed();
    const { url } = await runServer({ changes });
    const reader = await readStream(`${url}/v1/changes`, { key });
    tell('a');
    await untilEvents(reader, 1);
    const [told] = reader.events;
    expect([told?.event, told?.id]).toEqual(['changed', NOW]);
    expect(JSON.parse(told?.data ?? '')).toEqual({
      orderId: 'a',
      state: 'reserved',
      attention: false,
      changedAt: NOW,
    });
  });

  it('gives who resumes what he has missed, and looks back further than he has seen', async () => {
    const missed: Change = { orderId: 'm', state: 'captured', attention: true, changedAt: NOW };
    const { changes, asked } = aFeed([missed]);
    const { url, http } = await runServer({ changes });
    const last = minutesAgo(59);
    const reader = await readStream(`${url}/v1/changes`, { key, headers: { 'Last-Event-ID': last } });
    await untilEvents(reader, 1);
    expect(JSON.parse(reader.events[0]?.data ?? '')).toEqual(missed);
    expect(asked.map((instant) => Date.parse(last) - Date.parse(instant))).toEqual([60_000]);
    const wrong = await http.get('/v1/changes', { headers: { 'Last-Event-ID': 'yesterday' } });
    expect(problemOf(wrong)).toBe(`422 invalid_query ${PROBLEM}`);
  });

  it('has who was away for over an hour begin again, and goes on from now', async () => {
    const { changes, asked, tell } = aFeed();
    const { url } = await runServer({ changes });
    const headers = { 'Last-Event-ID': minutesAgo(61) };
    const reader = await readStream(`${url}/v1/changes`, { key, headers });
    tell('a');
    await untilEvents(reader, 2);
    expect(reader.events.map(({ event }) => event)).toEqual(['begin-again', 'changed']);
    const [{ id, data } = { id: '', data: '' }] = reader.events;
    expect([data, asked]).toEqual(['{}', []]);
    expect(Date.now() - Date.parse(id ?? '')).toBeLessThan(60_000);
  });

  it('is a problem that says when to ask again while the engine is away', async () => {
    const { changes, listeners } = aFeed();
    changes.changesSince = async () => {
      throw Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: 'away', metadata: {} });
    };
    const { http } = await runServer({ changes });
    const headers = { Accept: 'text/event-stream', 'Last-Event-ID': minutesAgo(1) };
    const refused = await http.get('/v1/changes', { headers });
    expect(problemOf(refused)).toBe(`503 engine_unavailable ${PROBLEM}`);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(listeners.size).toBe(0);
  });

  it('never gives an id from the future, where an order’s own clock was moved ahead', async () => {
    const { changes, tell } = aFeed();
    const { url } = await runServer({ changes });
    const reader = await readStream(`${url}/v1/changes`, { key });
    tell('a', '2099-01-01T00:00:00.000Z');
    await untilEvents(reader, 1);
    expect(Date.parse(reader.events[0]?.id ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('beats while nothing happens', async () => {
    const { url } = await runServer({ changes: aFeed().changes, heartbeatMs: 20 });
    const reader = await readStream(`${url}/v1/changes`, { key });
    await until('it has beaten three times', () => reader.beats >= 3);
    expect(reader.events).toEqual([]);
  });
});

describe('a stream', () => {
  it('leaves nothing behind when the reader goes away', async () => {
    const { reservations } = anOrder();
    const { changes, listeners } = aFeed();
    const { url } = await runServer({ reservations, changes });
    const readers = [
      await readStream(`${url}/v1/changes`, { key }),
      await readStream(eventsOf(url), { key }),
      await readStream(eventsOf(url), { key }),
    ];
    await until('all listen', () => listeners.size === 2);
    for (const reader of readers) reader.leave();
    await until('nobody listens', () => listeners.size === 0);
  });

  it('ends when the server closes, and holds up nothing', async () => {
    const { reservations } = anOrder();
    const { changes, listeners } = aFeed();
    const server = await runServer({ reservations, changes });
    const readers = [
      await readStream(`${server.url}/v1/changes`, { key }),
      await readStream(eventsOf(server.url), { key }),
    ];
    await server.close();
    await until('both have seen the end', () => readers.every(({ isEnded }) => isEnded));
    expect(listeners.size).toBe(0);
  });

  it('gives up a reader that has stopped reading, and lets go of what waited for him', async () => {
    const app = Fastify();
    const streams = createEventStreams(app, { stalledMs: 100 });
    let ended = 0;
    app.get('/', async (request, reply) => {
      const stream = await streams.open(request, reply, () => {
        ended += 1;
      });
      const data = 'x'.repeat(100_000);
      stream.push(Array.from({ length: 1000 }, (_, index) => ({ id: `${index}`, event: 'e', data })));
      return reply;
    });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const reader = await readStream(url, { key });
    reader.stall();
    await until('it was given up', () => ended === 1);
    await app.close();
  });

  it('gives up a reader for whom too much waits, but never within what was there when he began', async () => {
    const app = Fastify();
    const streams = createEventStreams(app);
    const many = Array.from({ length: 5_001 }, (_, index) => ({ id: `${index}`, event: 'e', data: {} }));
    const open: { push: (events: typeof many) => void }[] = [];
    let ended = 0;
    app.get('/', async (request, reply) => {
      const stream = await streams.open(request, reply, () => {
        ended += 1;
      });
      stream.push(many);
      open.push(stream);
      return reply;
    });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const reader = await readStream(url, { key });
    await untilEvents(reader, many.length);
    open[0]?.push(many);
    await untilEvents(reader, 2 * many.length);
    expect(ended).toBe(0);
    open[0]?.push([...many, ...many]);
    await until('it was given up', () => ended === 1);
    await app.close();
  });

  it('leaves nobody behind when it cannot be opened', async () => {
    const app = Fastify();
    const streams = createEventStreams(app);
    let ended = 0;
    let following = 0;
    app.get('/', async (request, reply) => {
      reply.header('x-refused-by-node', '\0');
      await streams.open(request, reply, () => {
        ended += 1;
      });
    });
    const followers = {
      follow: async () => {
        following += 1;
        return () => {
          following -= 1;
        };
      },
    };
    const failing = { open: () => Promise.reject(new Error('not opened')), endSession: () => undefined };
    app.setValidatorCompiler(() => (value) => ({ value }));
    app.setSerializerCompiler(() => JSON.stringify);
    eventsRoute(app as unknown as App, { reservations: fakeReservations(), followers, streams: failing });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    await expect(readStream(url, { key })).rejects.toThrow('socket hang up');
    await until('it has ended', () => ended === 1);
    expect((await readStream(eventsOf(url), { key })).status).toBe(500);
    expect(following).toBe(0);
    await app.close();
  });

  it('is counted, and is no measure of how fast we are', async () => {
    const metrics = new Registry();
    const server = await runServer({ changes: aFeed().changes, metrics });
    await readStream(`${server.url}/v1/changes`, { key });
    await server.close();
    const told = await metrics.metrics();
    expect(told).toMatch(/requests_total\{[^}]*route="\/v1\/changes"/);
    expect(told).not.toMatch(/duration_seconds_count\{[^}]*route="\/v1\/changes"/);
  });

  it('waits for a slow reader and loses nothing', async () => {
    const { order, reservations } = anOrder(1);
    order.items = Array.from({ length: 1000 }, (_, index) => ({
      ...item(index + 1),
      data: { text: 'x'.repeat(5_000) },
    }));
    const { url } = await runServer({ reservations, changes: aFeed().changes });
    const reader = await readStream(eventsOf(url), { key });
    await untilEvents(reader, 1000);
    expect(reader.events.map(({ id }) => Number(id))).toEqual(order.items.map(({ id }) => Number(id)));
  });
});
