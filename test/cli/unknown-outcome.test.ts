/** What a command says when nobody knows what became of it: the key to repeat it with, and the exit code 5. */
import { describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sampleReservation } from '../http/fake-reservations';
import { fakeServer, problem } from './fake-server';
import { fakeTerminal } from './fake-terminal';

const CAPTURE = 'POST /v1/reservations/:orderId/capture';
const args = ['capture', 'booking-1042', '--key', 'mine'];

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

const html =
  (status: number): Handler =>
  (_request, reply) =>
    reply.code(status).type('text/html').send('<h1>Something in between</h1>');

/** Says that more is to come, and breaks off. */
const broken: Handler = (_request, reply) => {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  reply.raw.write('{"operation": {');
  setImmediate(() => reply.raw.destroy());
  return reply;
};

const UNKNOWN: [string, unknown][] = [
  ['a problem with 500', problem(500, 'internal_error')],
  ['a problem with 503', problem(503, 'engine_unavailable')],
  ['502 from something in between', html(502)],
  ['504 from something in between', html(504)],
  ['500 without a word', (_request: FastifyRequest, reply: FastifyReply) => reply.code(500).send()],
  ['599 from something in between', html(599)],
  ['200 that is no JSON', html(200)],
  ['200 that is other JSON', { hello: 'there' }],
  ['204', (_request: FastifyRequest, reply: FastifyReply) => reply.code(204).send()],
  ['an answer that breaks off', broken],
];

describe('a command whose outcome is not known', () => {
  it.each(UNKNOWN)('exits with 5 and names its key: %s', async (_name, answer) => {
    const { run } = await fakeServer({ [CAPTURE]: answer });
    const { code, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining('add --key mine') });
    expect(stderr).not.toContain('where it should not');
  });

  it('names the key that was made for it', async () => {
    const { run, asked } = await fakeServer({ [CAPTURE]: html(502) });
    const { stderr } = await run(['capture', 'booking-1042']);
    expect(stderr).toContain(`add --key ${asked[0]?.headers['idempotency-key']}`);
  });

  it.each([
    ['500', problem(500, 'internal_error')],
    ['other JSON', {}],
    ['no JSON', html(200)],
  ])('says that an order may be placed again: %s', async (_name, answer) => {
    const { run } = await fakeServer({ 'POST /v1/reservations': answer });
    const { code, stderr } = await run(['place', '-'], fakeTerminal({ stdin: async () => '{}' }));
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: expect.stringContaining('Placing the same order again is safe.'),
    });
  });

  it('says that webhooks may be sent again', async () => {
    const { run } = await fakeServer({ 'POST /v1/webhooks/replay': problem(500, 'internal_error') });
    const { code, stderr } = await run(['webhooks', 'replay', '--parked']);
    expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining('each keeps its id') });
  });

  it('is none where no connection was made: nothing was sent', async () => {
    const { app, run } = await fakeServer({});
    await app.close();
    const { code, stderr } = await run(args);
    expect(code).toBe(5);
    expect(stderr).toContain('nothing was sent');
    expect(stderr).not.toMatch(/--key|not known/);
  });

  it('names no key where nothing can have been done', async () => {
    const { run } = await fakeServer({ [CAPTURE]: problem(409, 'not_reserved') });
    const { code, stderr } = await run(args);
    expect(code).toBe(3);
    expect(stderr).not.toContain('--key');
  });
});

describe('a question without an answer', () => {
  it.each([
    [5, html(502)],
    [5, html(503)],
    [5, html(504)],
    [1, problem(500, 'internal_error')],
    [1, html(200)],
  ])('exits with %i, and speaks of no key', async (exit, answer) => {
    const { run } = await fakeServer({ 'GET /v1/reservations/:orderId': answer });
    const { code, stderr } = await run(['show', 'booking-1042']);
    expect(code).toBe(exit);
    expect(stderr).not.toMatch(/--key|where it should not/);
  });

  it('leaves nothing in doubt where nobody listens', async () => {
    const { app, run } = await fakeServer({});
    await app.close();
    const { code, stderr } = await run(['show', 'booking-1042']);
    expect(code).toBe(5);
    expect(stderr).not.toMatch(/--key|not known|sent/);
  });

  it('is none where there is an answer', async () => {
    const { run } = await fakeServer({ 'GET /v1/reservations/:orderId': sampleReservation() });
    expect(await run(['show', 'booking-1042'])).toMatchObject({ code: 0 });
  });
});
