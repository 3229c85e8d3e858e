/** What a customer has a right to see: everything that is known of the order, and that it was shown. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fakeServer, problem } from '../cli/fake-server';
import { fakeTerminal } from '../cli/fake-terminal';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { KEYS, problemOf } from '../http/running-server';
import { liveThrough, PERSONAL, solveigsOrder } from './solveig';

const PROBLEM = 'application/problem+json';

describe('GET /v1/reservations/{orderId}/export', () => {
  let at: EngineServer;
  beforeAll(async () => {
    at = await startEngineServer();
  });
  afterAll(() => at?.close());

  it('shows everything of an order that is open, and records that it was shown', async () => {
    const order = solveigsOrder();
    const path = `/v1/reservations/${order.orderId}`;
    await at.http.post('/v1/reservations', order);
    const { status, data } = await at.http.get(`${path}/export`);
    expect([status, data.order]).toEqual([200, order]);
    expect(data.reservation).toMatchObject({ orderId: order.orderId, state: 'awaitingPayment' });
    expect(data.shown).toEqual([{ at: data.exportedAt, by: expect.stringMatching(/^operator/) }]);
    expect(data.forgotten).toBeNull();
    expect((await at.http.get(`${path}/sheet`)).data.shown).toEqual(data.shown);
  });

  it('shows everything of an order that has ended: the texts of operations, the timeline, webhooks with what they told', async () => {
    const order = solveigsOrder();
    await liveThrough(at, order);
    const event = {
      id: '1',
      at: '2026-11-21T12:00:00.000Z',
      type: 'hold_made',
      source: 'provider',
      data: {},
    };
    const webhook = { id: `msg-${order.orderId}`, orderId: order.orderId, eventId: '1', position: 2, event };
    const { webhooks } = at.world.records;
    await webhooks.add(order.orderId, [{ ...webhook, type: 'reservation.reserved' }], 1, event.at);
    const { data } = await at.http.get(`/v1/reservations/${order.orderId}/export`);
    expect(PERSONAL.filter((words) => !JSON.stringify(data).includes(words))).toEqual([]);
    expect(data.webhooks).toMatchObject([{ eventId: '1', event }]);
    expect(data.timeline.at(-1).type).toBe('state_changed');
  });

  it('is for operators, of orders that there are', async () => {
    const path = '/v1/reservations/nobody-knows-it/export';
    expect(problemOf(await at.http.get(path))).toBe(`404 order_not_found ${PROBLEM}`);
    expect(problemOf(await at.as(KEYS.booking).get(path))).toBe(`403 role_not_allowed ${PROBLEM}`);
    expect(await at.world.records.showingsOf('nobody-knows-it')).toEqual([]);
  });
});

describe('holdfast export', () => {
  const EXPORT = 'GET /v1/reservations/:orderId/export';
  const answer = { orderId: 'booking-1042', order: { customer: { name: 'Kari Nordmann' } } };
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'holdfast-export-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('prints it as JSON, and says that it was recorded', async () => {
    const { run } = await fakeServer({ [EXPORT]: answer });
    const { code, stdout, stderr } = await run(['export', 'booking-1042']);
    expect([code, JSON.parse(stdout)]).toEqual([0, answer]);
    expect(stderr).toContain('recorded with the order');
  });

  it("writes it to a new file that is its owner's alone, and never over another", async () => {
    const { run } = await fakeServer({ [EXPORT]: answer });
    const terminal = () => fakeTerminal({ cwd: directory });
    expect((await run(['export', 'booking-1042', '--out', 'kari.json'], terminal())).stdout).toBe('');
    const file = join(directory, 'kari.json');
    expect([JSON.parse(readFileSync(file, 'utf8')), statSync(file).mode & 0o777]).toEqual([answer, 0o600]);
    writeFileSync(file, 'something else');
    const again = await run(['export', 'booking-1042', '--out', 'kari.json'], terminal());
    expect([again.code, again.stderr]).toEqual([
      2,
      expect.stringContaining('is there already, and is not overwritten'),
    ]);
    expect(readFileSync(file, 'utf8')).toBe('something else');
  });
});

describe('holdfast forget', () => {
  const FORGET = 'POST /v1/reservations/:orderId/forget';
  const forgotten = {
    forgotten: { at: '2026-11-21T10:00:00.000Z', by: 'operator-1', note: 'request 17' },
    reservation: {},
    isComplete: true,
    runsDeleted: 2,
    webhooksRedacted: 1,
    filesOverwritten: true,
  };
  const args = ['forget', 'booking-1042', '--note', 'request 17'];

  it('sends why, and says what is gone and that backups are not', async () => {
    const { run, asked } = await fakeServer({ [FORGET]: forgotten });
    const { code, stdout } = await run(args);
    expect([code, asked[0]?.body]).toEqual([0, { note: 'request 17' }]);
    expect(stdout).toMatch(/Histories deleted now: 2.*overwritten where it stood.*\n.*Backups made before/);
  });

  it('ends with 6 while the engine still deletes, and with 3 for an order that is open', async () => {
    const pending = (_: unknown, reply: { code(status: number): { send(body: unknown): unknown } }) =>
      reply.code(202).send({ ...forgotten, isComplete: false, filesOverwritten: false });
    const { run } = await fakeServer({ [FORGET]: pending });
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([6, expect.stringContaining('ask again in a minute')]);
    const open = await fakeServer({ [FORGET]: problem(409, 'order_open') });
    expect((await open.run(args)).code).toBe(3);
  });

  it('is refused without a reason', async () => {
    const { run, asked } = await fakeServer({ [FORGET]: forgotten });
    expect((await run(['forget', 'booking-1042'])).code).toBe(2);
    expect(asked).toEqual([]);
  });
});
