/** What the CLI follows as it comes: an order's story, and everything that happens to all orders. */
import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { sampleReservation } from '../http/fake-reservations';
import { until } from '../support/until';
import { type FakeServer, fakeServer, NOW, problem } from './fake-server';
import { fakeTerminal } from './fake-terminal';

const item = (id: string, type: string, data = {}) => ({ id, at: NOW, type, source: 'provider', data });
const RESERVATION = 'GET /v1/reservations/:orderId';
const EVENTS = 'GET /v1/reservations/:orderId/events';

/** Answers with events, and leaves the connection open. */
function stream(reply: FastifyReply, messages: string[]): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
  reply.raw.write(': here\n\n');
  for (const message of messages) reply.raw.write(message);
  return reply;
}

const sse = (event: { id: string; type: string }) =>
  `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** Runs a command that goes on until it is stopped; `stop` does that and gives its end. */
function start(server: FakeServer, args: string[]) {
  const stopping = new AbortController();
  const terminal = fakeTerminal({ untilStopped: () => stopping.signal });
  const ended = server.run(args, terminal);
  return {
    terminal,
    ended,
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

describe('holdfast events', () => {
  it('shows the whole story, with amounts in the currency of the order', async () => {
    const { run, asked } = await fakeServer({
      [RESERVATION]: sampleReservation(),
      [EVENTS]: ({ query }: { query: { cursor?: string } }) =>
        query.cursor === undefined
          ? { items: [item('1', 'order_placed')], nextCursor: 'next' }
          : {
              items: [item('2', 'capture_executed', { amountMinor: 5000, reference: 'CAP1', by: null })],
              nextCursor: null,
            },
    });
    const { stdout } = await run(['events', 'booking-1042']);
    expect(stdout).toMatch(/2026-11-21 10:00:00 │ order_placed +│ provider/);
    expect(stdout).toMatch(/capture_executed │ provider │ amount NOK 50\.00, reference CAP1 +│/);
    expect(asked.at(-1)?.query).toEqual({ cursor: 'next', limit: '200' });
  });

  it('follows until it is stopped, and goes on after a break where it broke off', async () => {
    const from: unknown[] = [];
    const replies: FastifyReply[] = [];
    const server = await fakeServer({ [RESERVATION]: sampleReservation() }, (app) => {
      app.get('/v1/reservations/:orderId/events', (request, reply) => {
        from.push(request.headers['last-event-id']);
        expect(request.headers.accept).toBe('text/event-stream');
        const isFirst = replies.push(reply) === 1;
        return isFirst
          ? stream(reply, [sse(item('1', 'order_placed')), sse(item('2', 'hold_made'))])
          : stream(reply, [sse(item('3', 'capture_executed', { amountMinor: 5000 }))]);
      });
    });
    const { terminal, stop } = start(server, ['events', 'booking-1042', '--follow']);
    await until('the second event is printed', () => terminal.stdout().includes('hold_made'));
    replies[0]?.raw.destroy();
    await until('the third event is printed', () => terminal.stdout().includes('capture_executed'));
    const { code, stdout, stderr } = await stop();
    expect(code).toBe(0);
    expect(from).toEqual([undefined, '2']);
    expect(stdout.split('\n')).toEqual([
      '2026-11-21 10:00:00  order_placed  by provider',
      '2026-11-21 10:00:00  hold_made  by provider',
      '2026-11-21 10:00:00  capture_executed  by provider  amount NOK 50.00',
    ]);
    expect(stderr).toBe(
      'The connection is lost. Trying again until it is back, then going on from there.\nThe connection is back.',
    );
  });

  it.each([502, 503, 504])('goes on trying over %i from something in between', async (status) => {
    let times = 0;
    const server = await fakeServer({ [RESERVATION]: sampleReservation() }, (app) => {
      app.get('/v1/reservations/:orderId/events', (_request, reply) => {
        times += 1;
        if (times === 2) return reply.code(status).type('text/html').send('<h1>Away</h1>');
        stream(reply, [sse(item(`${times}`, times === 1 ? 'order_placed' : 'hold_made'))]);
        if (times === 1) setImmediate(() => reply.raw.end());
        return reply;
      });
    });
    const { terminal, stop } = start(server, ['events', 'booking-1042', '--follow']);
    await until('the event after the break is printed', () => terminal.stdout().includes('hold_made'));
    expect(await stop()).toMatchObject({ code: 0 });
    expect(times).toBe(3);
  });

  it('begins after a given event, and gives scripts a line of JSON for each', async () => {
    const from: unknown[] = [];
    const server = await fakeServer({ [RESERVATION]: sampleReservation() }, (app) => {
      app.get('/v1/reservations/:orderId/events', (request, reply) => {
        from.push(request.headers['last-event-id']);
        return stream(reply, [sse(item('8', 'hold_made'))]);
      });
    });
    const { terminal, stop } = start(server, ['events', 'booking-1042', '--after', '7', '--json']);
    await until('the event is printed', () => terminal.stdout() !== '');
    await stop();
    expect(from).toEqual(['7']);
    expect(JSON.parse(terminal.stdout())).toEqual(item('8', 'hold_made'));
  });

  it('does not try again what is refused', async () => {
    const { run, asked } = await fakeServer({
      [RESERVATION]: sampleReservation(),
      [EVENTS]: problem(403, 'role_not_allowed'),
    });
    expect(await run(['events', 'booking-1042', '--follow'])).toMatchObject({ code: 7 });
    expect(asked).toHaveLength(2);
  });

  it('exits with 4 where there is no such order', async () => {
    const { run } = await fakeServer({ [RESERVATION]: problem(404, 'order_not_found') });
    expect(await run(['events', 'booking-1042', '--follow'])).toMatchObject({ code: 4 });
  });
});

describe('holdfast listen', () => {
  const changed = (changedAt: string) =>
    `id: ${changedAt}\nevent: changed\ndata: ${JSON.stringify({ orderId: 'booking-1042', state: 'reserved', attention: false, changedAt })}\n\n`;
  const delivery = {
    id: 'wh-1',
    orderId: 'booking-1042',
    eventId: '3',
    type: 'reservation.reserved',
    state: 'delivered',
    attempts: 1,
    lastStatus: 204,
    lastError: null,
    createdAt: NOW,
    nextAttemptAt: null,
  };

  it('prints what is new of each order that changes, once, and webhooks as they go', async () => {
    const old = { ...item('1', 'order_placed'), at: '2026-11-21T09:00:00.000Z' };
    const story = [old, item('2', 'callback_received')];
    const deliveries = [{ ...delivery, id: 'wh-0' }];
    let changes: FastifyReply | null = null;
    const server = await fakeServer(
      {
        [RESERVATION]: sampleReservation(),
        [EVENTS]: () => ({ items: story, nextCursor: null }),
        'GET /v1/webhooks/deliveries': () => ({ items: deliveries, nextCursor: null }),
      },
      (app) => {
        app.get('/v1/changes', (_request, reply) => {
          changes = stream(reply, [changed(NOW)]);
          return reply;
        });
      },
    );
    const { terminal, stop } = start(server, ['listen']);
    await until('the callback is printed', () => terminal.stdout().includes('callback_received'));
    await until('webhooks were looked at', () =>
      server.asked.some(({ path }) => path.endsWith('deliveries')),
    );
    story.push(item('3', 'hold_made'));
    deliveries.unshift(delivery);
    (changes as FastifyReply | null)?.raw.write(changed('2026-11-21T10:00:01.000Z'));
    await until('the webhook is printed', () => terminal.stdout().includes('webhook'));
    const { code, stdout } = await stop();
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '2026-11-21 10:00:00  booking-1042  callback_received  by provider',
      '2026-11-21 10:00:00  booking-1042  hold_made  by provider',
      '2026-11-21 10:00:00  booking-1042  webhook reservation.reserved  delivered  attempt 1  204',
    ]);
  });

  it('begins at the moment it was started, so that a break before the first event leaves nothing out', async () => {
    const from: unknown[] = [];
    const server = await fakeServer(
      {
        [RESERVATION]: sampleReservation(),
        [EVENTS]: { items: [item('2', 'hold_made')], nextCursor: null },
        'GET /v1/webhooks/deliveries': { items: [], nextCursor: null },
      },
      (app) => {
        app.get('/v1/changes', (request, reply) => {
          if (from.push(request.headers['last-event-id']) > 1) return stream(reply, [changed(NOW)]);
          stream(reply, [': here\n\n']);
          setImmediate(() => reply.raw.end());
          return reply;
        });
      },
    );
    const { terminal, stop } = start(server, ['listen']);
    await until('the event is printed', () => terminal.stdout().includes('hold_made'));
    await stop();
    expect(from).toEqual([NOW, NOW]);
  });

  it('says when it was away for too long to be told everything, and passes over what it does not know', async () => {
    const server = await fakeServer(
      {
        [RESERVATION]: sampleReservation(),
        [EVENTS]: { items: [item('2', 'hold_made')], nextCursor: null },
        'GET /v1/webhooks/deliveries': { items: [], nextCursor: null },
      },
      (app) => {
        const again = `id: ${NOW}\nevent: begin-again\ndata: {}\n\n`;
        const unknown = `id: ${NOW}\nevent: invented\ndata: -\n\n`;
        app.get('/v1/changes', (_request, reply) => stream(reply, [again, unknown, changed(NOW)]));
      },
    );
    const { terminal, stop } = start(server, ['listen']);
    await until('the event is printed', () => terminal.stdout().includes('hold_made'));
    const { code, stderr } = await stop();
    expect(code).toBe(0);
    expect(stderr.match(/lost for too long/g)).toHaveLength(1);
  });

  it('tells no webhooks as new that it could not see at first, and goes on over what passes', async () => {
    const away = problem(503, 'engine_unavailable');
    const deliveries = [{ ...delivery, id: 'wh-0', type: 'reservation.old' }];
    let looks = 0;
    let readings = 0;
    const server = await fakeServer(
      {
        [RESERVATION]: sampleReservation(),
        [EVENTS]: (_request: unknown, reply: FastifyReply) => {
          readings += 1;
          if (readings === 1) return reply.code(504).type('text/html').send('<h1>Too slow</h1>');
          return { items: [item('2', 'hold_made')], nextCursor: null };
        },
        'GET /v1/webhooks/deliveries': (request: unknown, reply: FastifyReply) => {
          looks += 1;
          if (looks === 1) return away(request, reply);
          if (looks === 3) deliveries.unshift(delivery);
          return { items: deliveries, nextCursor: null };
        },
      },
      (app) => {
        app.get('/v1/changes', (_request, reply) => stream(reply, [changed(NOW)]));
      },
    );
    const { terminal, stop } = start(server, ['listen']);
    await until('the webhook is printed', () => terminal.stdout().includes('reservation.reserved'));
    const { code, stdout, stderr } = await stop();
    expect(code).toBe(0);
    expect(stdout).toContain('hold_made');
    expect(stdout).not.toContain('reservation.old');
    expect(stderr).not.toContain('could not be read');
  });

  it('ends when it may not listen, although webhooks could be seen', async () => {
    const { run } = await fakeServer({
      'GET /v1/changes': problem(403, 'role_not_allowed'),
      'GET /v1/webhooks/deliveries': { items: [], nextCursor: null },
    });
    expect(await run(['listen'])).toMatchObject({ code: 7 });
  });
});
