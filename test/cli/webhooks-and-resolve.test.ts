/** Webhooks listed and sent again, and a person's word on an unknown operation. */
import { describe, expect, it } from '@jest/globals';
import { sampleOperation, sampleReservation } from '../http/fake-reservations';
import { fakeServer, NOW } from './fake-server';

const delivery = {
  id: 'wh-1',
  orderId: 'booking-1042',
  eventId: '3',
  type: 'reservation.reserved',
  state: 'parked',
  attempts: 12,
  lastStatus: 500,
  lastError: null,
  createdAt: NOW,
  nextAttemptAt: null,
};

describe('holdfast webhooks', () => {
  it('lists them with their last answer', async () => {
    const { run, asked } = await fakeServer({
      'GET /v1/webhooks/deliveries': { items: [delivery], nextCursor: 'more' },
    });
    const { stdout, stderr } = await run([
      'webhooks',
      'list',
      '--state',
      'parked',
      '--order',
      'booking-1042',
    ]);
    expect(asked[0]?.query).toEqual({ state: 'parked', orderId: 'booking-1042', limit: '50' });
    expect(stdout).toMatch(/reservation\.reserved │ parked │ +12 │ 500/);
    expect(stderr).toContain('--cursor more');
  });

  it.each([
    [['--parked'], { parked: true }],
    [['--order', 'booking-1042', '--event', '3'], { orderId: 'booking-1042', eventId: '3' }],
  ])('sends %j again', async (args, body) => {
    const { run, asked } = await fakeServer({ 'POST /v1/webhooks/replay': { replayed: 1 } });
    expect((await run(['webhooks', 'replay', ...args])).stdout).toBe('1 webhook is on the way again.');
    expect(asked[0]?.body).toEqual(body);
  });

  it('never means all of them', async () => {
    const { run, asked } = await fakeServer({});
    expect(await run(['webhooks', 'replay', '--event', '3'])).toMatchObject({ code: 2 });
    expect(asked).toEqual([]);
  });
});

describe('holdfast resolve', () => {
  const RESOLVE = 'POST /v1/reservations/:orderId/resolve';
  const args = ['resolve', 'booking-1042', 'op-1', 'executed', '--evidence', 'CAP9, seen by Ola'];

  it('sends the word with its evidence', async () => {
    const { run, asked } = await fakeServer({
      [RESOLVE]: { operation: sampleOperation(), reservation: sampleReservation() },
    });
    expect(await run([...args, '--key', 'mine'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The capture of NOK 3,000.00 is executed, CAP123234.'),
    });
    expect(asked[0]).toMatchObject({
      body: { operationId: 'op-1', outcome: 'executed', evidence: 'CAP9, seen by Ola' },
      headers: { 'idempotency-key': 'mine' },
    });
  });

  it('sends whoever is not answered yet to look again: the books may contradict the word', async () => {
    const answer = { operation: sampleOperation({ status: 'unknown' }), reservation: sampleReservation() };
    const { run } = await fakeServer({
      [RESOLVE]: (_request: unknown, reply: { code(status: number): { send(body: unknown): unknown } }) =>
        reply.code(202).send(answer),
    });
    const { code, stderr } = await run(args);
    expect(code).toBe(6);
    expect(stderr).toContain('holdfast show booking-1042');
    expect(stderr).toContain('contradict');
    expect(stderr).not.toContain('Nothing more is needed');
  });

  it('shows what the books showed when they contradict it', async () => {
    const { run } = await fakeServer({
      [RESOLVE]: (_request: unknown, reply: { code(status: number): { send(body: unknown): unknown } }) =>
        reply.code(409).send({
          ...{ title: 'The books contradict this', status: 409, code: 'resolve_contradicted' },
          ...{ detail: 'Nothing was changed.', state: 'reserved', allowedActions: ['resolve'] },
          evidence: { status: 'CANCELLED', capturedMinor: 0 },
        }),
    });
    const { code, stderr } = await run(args);
    expect(code).toBe(3);
    expect(stderr).toContain('What the provider shows:\n  status: CANCELLED\n  capturedMinor: 0');
  });
});
