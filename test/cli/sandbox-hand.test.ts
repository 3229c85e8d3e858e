/** The commands that only a server on the sandbox takes: sample orders, the customer's acts, the clock, faults. */
import { describe, expect, it } from '@jest/globals';
import { sampleReservation } from '../http/fake-reservations';
import { fakeServer, NOW, problem } from './fake-server';

const nothing = (_request: unknown, reply: { code(status: number): { send(): unknown } }) =>
  reply.code(204).send();

describe('holdfast sample, trigger and clock', () => {
  it('places a sample order with the amount and policy that are given', async () => {
    const { run, asked } = await fakeServer({ 'POST /v1/sandbox/sample-order': sampleReservation() });
    const args = ['--amount-minor', '5000', '--policy', '{"capture":"manual"}'];
    const { code, stdout } = await run(['sample', ...args]);
    expect([code, stdout.includes('booking-1042')]).toEqual([0, true]);
    expect(asked[0]?.body).toEqual({ amountMinor: 5000, policy: { capture: 'manual' } });
  });

  it.each([
    ['paid', 'pay'],
    ['declined', 'decline'],
  ])('triggers %s', async (what, act) => {
    const { run, asked } = await fakeServer({ [`POST /v1/sandbox/orders/:orderId/${act}`]: nothing });
    const said = await run(['trigger', what, 'booking-1042']);
    expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining(`has ${what}`) });
    expect(asked.map(({ path }) => path)).toEqual([`/v1/sandbox/orders/booking-1042/${act}`]);
    expect(JSON.parse((await run(['trigger', what, 'booking-1042', '--json'])).stdout)).toEqual({
      orderId: 'booking-1042',
      triggered: what,
    });
  });

  it("moves an order's clock and shows the order", async () => {
    const { run, asked } = await fakeServer({
      'POST /v1/sandbox/orders/:orderId/advance': sampleReservation({ state: 'captured' }),
    });
    const { stdout } = await run(['clock', 'advance', 'booking-1042', 'P3D']);
    expect(stdout).toMatch(/State +│ captured/);
    expect(asked[0]).toMatchObject({
      path: '/v1/sandbox/orders/booking-1042/advance',
      body: { duration: 'P3D' },
    });
  });

  it('exits with 3 where the provider is a real one', async () => {
    const { run } = await fakeServer({
      'POST /v1/sandbox/orders/:orderId/advance': problem(404, 'sandbox_only', 'The provider is a real one.'),
    });
    const { code, stderr } = await run(['clock', 'advance', 'booking-1042', 'P3D']);
    expect(code).toBe(3);
    expect(stderr).toContain('The provider is a real one.');
  });
});

describe('holdfast faults', () => {
  it.each([
    [
      ['--call', 'capture', '--kind', 'timeout', '--when', 'after', '--times', '1', '--after-ms', '500'],
      { call: 'capture', kind: 'timeout', when: 'after', times: 1, afterMs: 500 },
    ],
    [
      ['--callback', 'drop', '--status', 'RESERVED', '--probability', '0.5', '--reference-no', 'booking-1'],
      { callback: 'drop', status: 'RESERVED', probability: 0.5, referenceNo: 'booking-1' },
    ],
    [['--details-lag-ms', '60000'], { detailsLagMs: 60_000 }],
    [
      ['--history-lag-ms', '1', '--order', 'booking-1042'],
      { historyLagMs: 1, reservationUuid: 'RES1943140879' },
    ],
  ])('sets %j', async (args, fault) => {
    const { run, asked } = await fakeServer({
      'GET /v1/reservations/:orderId': sampleReservation(),
      'POST /v1/sandbox/faults': { id: 4 },
    });
    expect((await run(['faults', 'set', ...args])).stdout).toContain('Fault 4 is set.');
    expect(asked.at(-1)?.body).toEqual(fault);
  });

  it('lists what can still strike and what has struck, and takes all away', async () => {
    const faults = [{ id: 4, fault: { callback: 'drop' }, left: 2 }];
    const usedUp = [{ id: 3, fault: { call: 'capture', kind: 'reset' } }];
    const { run, asked } = await fakeServer({
      'GET /v1/sandbox': { now: NOW, faults, usedUp },
      'DELETE /v1/sandbox/faults': nothing,
    });
    const { stdout } = await run(['faults', 'list']);
    expect(stdout).toMatch(/4 │ callback drop +│ 2 more/);
    expect(stdout).toMatch(/3 │ call capture, kind reset │ has struck, used up/);
    expect((await run(['faults', 'clear'])).code).toBe(0);
    expect(asked.at(-1)?.method).toBe('DELETE');
  });

  it('cannot aim at an order that is not at the provider yet, and says how else', async () => {
    const { run, asked } = await fakeServer({
      'GET /v1/reservations/:orderId': sampleReservation({ reservationUuid: null }),
    });
    const { code, stderr } = await run(['faults', 'set', '--callback', 'drop', '--order', 'booking-1042']);
    expect(code).toBe(3);
    expect(stderr).toContain('--reference-no booking-1042');
    expect(asked).toHaveLength(1);
  });
});
