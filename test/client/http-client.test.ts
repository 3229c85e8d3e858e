/** The client over HTTP against answers that a healthy server seldom gives: lost, late, broken and refused. */
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  AnswerPendingError,
  createHttpClient,
  type HoldfastClient,
  HoldfastProblem,
  HoldfastUnreachableError,
  type ServerOptions,
} from '../../src/client/http';
import { sampleOperation, sampleReservation } from '../http/fake-reservations';
import {
  type Act,
  answer,
  breakOff,
  hangUp,
  keepSilent,
  openStream,
  problem,
  type ScriptedServer,
  startScriptedServer,
  stream,
} from './scripted-server';

const KEY = 'operator-key-0123456789';
const servers: ScriptedServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function facing(
  script: Act[],
  options: Partial<ServerOptions> = {},
): Promise<{ server: ScriptedServer; holdfast: HoldfastClient }> {
  const server = await startScriptedServer(...script);
  servers.push(server);
  return { server, holdfast: createHttpClient({ url: `${server.url}/`, key: KEY, ...options }) };
}

const executed = { operation: sampleOperation(), reservation: sampleReservation() };
const pending = {
  operation: sampleOperation({ status: 'pending', settledAt: null }),
  reservation: sampleReservation(),
};
const withPerson = {
  operation: sampleOperation({ status: 'unknown', settledAt: null }),
  reservation: sampleReservation({
    attention: {
      code: 'operation_unsettled',
      message: 'Look',
      operationId: 'op-1',
      since: '2026-11-21T10:00:00.000Z',
      evidence: null,
    },
  }),
};
const keysOf = ({ asked }: ScriptedServer) => asked.map(({ headers }) => headers['idempotency-key']);
const thrownBy = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

describe('a command', () => {
  it('carries the API key, the idempotency key and its body', async () => {
    const { server, holdfast } = await facing([answer(200, executed)]);
    const options = { idempotencyKey: 'arrival 1042' };
    expect(await holdfast.capture('a:1', { amountMinor: 5 }, options)).toEqual(executed);
    const [asked] = server.asked;
    expect([asked?.method, asked?.url, asked?.body]).toEqual([
      'POST',
      '/v1/reservations/a%3A1/capture',
      { amountMinor: 5 },
    ]);
    expect(asked?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'idempotency-key': 'arrival 1042',
    });
  });

  it('whose answer was lost is sent again under the same key, also where the caller gave none', async () => {
    const { server, holdfast } = await facing([hangUp, breakOff, answer(200, executed)]);
    expect(await holdfast.capture('booking-1042')).toEqual(executed);
    const [first = '', ...others] = keysOf(server);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(others).toEqual([first, first]);
  });

  it('has a key of its own each time it is asked for', async () => {
    const { server, holdfast } = await facing([answer(200, executed), answer(200, executed)]);
    await holdfast.capture('booking-1042');
    await holdfast.capture('booking-1042');
    expect(new Set(keysOf(server)).size).toBe(2);
  });

  it('that a server asks to repeat is repeated', async () => {
    const { holdfast } = await facing([
      problem(503, 'engine_busy'),
      problem(429, 'rate_limited'),
      answer(200, executed),
    ]);
    expect(await holdfast.cancel('booking-1042', { note: 'No show' })).toEqual(executed);
  });

  it('is given up after two repeats, with the last word of the server', async () => {
    const away = problem(503, 'engine_unavailable');
    const { server, holdfast } = await facing([away, away, away]);
    const error = await thrownBy(holdfast.capture('booking-1042'));
    expect(error).toBeInstanceOf(HoldfastProblem);
    expect(error).toMatchObject({ code: 'engine_unavailable', status: 503, retryAfterMs: 0 });
    expect(server.asked).toHaveLength(3);
  });

  it('that was refused is not repeated, and says everything the server has said', async () => {
    const facts = {
      state: 'captured',
      allowedActions: ['refund', 'complete'],
      operation: sampleOperation({ status: 'refused' }),
      provider: { status: 400, message: 'Amount exceeds' },
    };
    const { server, holdfast } = await facing([problem(409, 'provider_refused', facts)]);
    const error = await thrownBy(holdfast.capture('booking-1042'));
    expect(error).toBeInstanceOf(HoldfastProblem);
    expect(error).toMatchObject({ code: 'provider_refused', status: 409, detail: 'What to do.', ...facts });
    expect(error).toMatchObject({ message: 'A title. What to do.' });
    expect(server.asked).toHaveLength(1);
  });

  it('is followed under its key while its outcome is not known', async () => {
    const { server, holdfast } = await facing([answer(202, pending), answer(200, executed)]);
    expect(await holdfast.capture('booking-1042', {}, { idempotencyKey: 'arrival' })).toEqual(executed);
    expect(keysOf(server)).toEqual(['arrival', 'arrival']);
  });

  it('ends as unknown once a person was asked', async () => {
    const { holdfast } = await facing([answer(202, withPerson)]);
    expect((await holdfast.capture('booking-1042')).operation.status).toBe('unknown');
  });

  it('of a person’s word is followed until the word was checked', async () => {
    const settled = { ...withPerson, operation: sampleOperation() };
    const { holdfast } = await facing([answer(202, withPerson), answer(200, settled)]);
    const word = { operationId: 'op-1', outcome: 'executed', evidence: 'Seen in the portal' } as const;
    expect(await holdfast.resolve('booking-1042', word)).toEqual(settled);
  });

  it('is let go on its own when the wait has run out, and names the operation', async () => {
    const { holdfast } = await facing([answer(202, pending), keepSilent]);
    const error = await thrownBy(holdfast.capture('booking-1042', {}, { waitMs: 1_200 }));
    expect(error).toBeInstanceOf(AnswerPendingError);
    expect(error).toMatchObject({ code: 'answer_pending', operationId: 'op-1' });
  });
});

describe('an order', () => {
  it('that the provider has not answered for yet is sent again until it has a checkout URL', async () => {
    const submitting = sampleReservation({ state: 'submitting', checkoutUrl: null });
    const { server, holdfast } = await facing([answer(202, submitting), answer(200, sampleReservation())]);
    const order = { orderId: 'booking-1042' } as Parameters<HoldfastClient['place']>[0];
    expect(await holdfast.place(order)).toEqual({ reservation: sampleReservation(), created: false });
    expect(server.asked.map(({ body }) => body)).toEqual([order, order]);
  });

  it('is said to be created by this call only where the server says so', async () => {
    const { holdfast } = await facing([answer(201, sampleReservation()), answer(200, sampleReservation())]);
    const order = { orderId: 'booking-1042' } as Parameters<HoldfastClient['place']>[0];
    expect((await holdfast.place(order)).created).toBe(true);
    expect((await holdfast.place(order)).created).toBe(false);
  });

  it('whose fields are at fault is refused with each of them', async () => {
    const errors = [{ path: 'lines.0.amountMinor', message: 'must be a whole number' }];
    const { holdfast } = await facing([problem(422, 'order_invalid', { errors })]);
    const order = { orderId: 'booking-1042' } as Parameters<HoldfastClient['place']>[0];
    expect(await thrownBy(holdfast.place(order))).toMatchObject({ code: 'order_invalid', errors });
  });
});

describe('no answer', () => {
  it('within the time of a request is said by name, and carries no key', async () => {
    const { holdfast } = await facing([keepSilent], { timeoutMs: 100, retries: 0 });
    const error = await thrownBy(holdfast.reservation('booking-1042'));
    expect(error).toBeInstanceOf(HoldfastUnreachableError);
    expect(error).toMatchObject({ code: 'holdfast_unreachable' });
    expect(String(error)).not.toContain(KEY);
  });

  it('is no doubt about a command where no connection was made', async () => {
    const { server, holdfast } = await facing([]);
    await server.close();
    const error = await thrownBy(holdfast.capture('booking-1042'));
    expect(error).toMatchObject({ code: 'holdfast_unreachable', fate: 'notSent' });
    expect(String(error)).toContain('nothing was sent');
  });

  it('leaves a command in doubt that an earlier try may have brought there', async () => {
    const closing: { server?: ScriptedServer } = {};
    const leave: Act = () => {
      closing.server?.close();
    };
    const { server, holdfast } = await facing([leave]);
    closing.server = server;
    const error = await thrownBy(holdfast.capture('booking-1042'));
    expect(server.asked).toHaveLength(1);
    expect(error).toMatchObject({ code: 'holdfast_unreachable', fate: 'unknown' });
  });

  it('leaves a command in doubt that was taken, also where nobody listens any more', async () => {
    const closing: { server?: ScriptedServer } = {};
    const takeAndLeave: Act = (response) => {
      response.once('close', () => closing.server?.close());
      answer(202, pending, { Connection: 'close' })(response);
    };
    const { server, holdfast } = await facing([takeAndLeave]);
    closing.server = server;
    const error = await thrownBy(holdfast.capture('booking-1042'));
    expect(error).toMatchObject({ code: 'holdfast_unreachable', fate: 'unknown' });
  });

  it.each([
    ['hangs up', hangUp],
    ['breaks off', breakOff],
  ])('to a question leaves nothing in doubt: the server %s', async (_name, act) => {
    const { holdfast } = await facing([act], { retries: 0 });
    const error = await thrownBy(holdfast.reservation('booking-1042'));
    expect(error).toMatchObject({ code: 'holdfast_unreachable', fate: 'reading' });
    expect(String(error)).not.toContain('not known');
  });

  it('of ours is told from one of ours', async () => {
    const page: Act = (response) => {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>Not here</h1>');
    };
    const { holdfast } = await facing([page]);
    const error = await thrownBy(holdfast.reservation('booking-1042'));
    expect(error).toMatchObject({ code: 'answer_not_understood', status: 404 });
  });
});

describe('a redirect', () => {
  it('is not followed, for a command would become a reading', async () => {
    const elsewhere: Act = (response) => {
      response.writeHead(301, { Location: '/v1/reservations' }).end();
    };
    const { server, holdfast } = await facing([elsewhere, elsewhere, elsewhere]);
    const order = { orderId: 'booking-1042' } as Parameters<HoldfastClient['place']>[0];
    for (const call of [
      () => holdfast.place(order),
      () => holdfast.capture('booking-1042'),
      () => holdfast.watch('booking-1042').next(),
    ]) {
      expect(await thrownBy(call())).toMatchObject({ code: 'answer_not_understood', status: 301 });
    }
    expect(server.asked).toHaveLength(3);
  });
});

describe('a timeline', () => {
  it('is read page by page', async () => {
    const [one, two] = [item('1'), item('2')];
    const { server, holdfast } = await facing([
      answer(200, { items: [one], nextCursor: 'MQ' }),
      answer(200, { items: [two], nextCursor: null }),
    ]);
    expect(await holdfast.timeline('booking-1042')).toEqual([one, two]);
    expect(server.asked.map(({ url }) => url.split('?')[1])).toEqual(['limit=500', 'cursor=MQ&limit=500']);
  });
});

const item = (id: string) => ({
  id,
  at: '2026-11-21T10:00:00.000Z',
  type: 'item',
  source: 'system',
  data: {},
});
const event = (id: string) => ({ id, data: item(id) });

describe('a watch', () => {
  it('goes on after the last item when its connection ends, breaks, or the server is away', async () => {
    const { server, holdfast } = await facing([
      stream(event('1'), event('2')),
      hangUp,
      problem(503, 'engine_unavailable'),
      openStream(event('3')),
    ]);
    const seen: string[] = [];
    const watching = new AbortController();
    for await (const { id } of holdfast.watch('booking-1042', { after: '0', signal: watching.signal })) {
      seen.push(id);
      if (id === '3') setImmediate(() => watching.abort());
    }
    expect(seen).toEqual(['1', '2', '3']);
    expect(server.asked.map(({ headers }) => headers['last-event-id'])).toEqual(['0', '2', '2', '2']);
  });

  it('of an order that is not there is refused', async () => {
    const { holdfast } = await facing([problem(404, 'order_not_found')]);
    expect(await thrownBy(holdfast.watch('booking-1042').next())).toMatchObject({ code: 'order_not_found' });
  });
});
