/** A start that was killed goes on at the next one: orders, timers and what was under way. */
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { exampleOrder } from '../../src/start/example-order';
import { until } from '../support/until';
import { ensureBuilt } from './built';
import { BUSY_MACHINE, type StartPlace, startPlace } from './start-process';

let at: StartPlace;

beforeAll(ensureBuilt, 120_000);

afterEach(async () => {
  await at.close();
});

/** Half of the window is for the starts in between: what is captured after its end is captured too late. */
async function placeAndPay(orderId: string, captureWindow: string): Promise<void> {
  const order = { ...exampleOrder(orderId, { isShort: true }), policy: { captureWindow } };
  const { status } = await at.as('booking').post('/v1/reservations', order);
  expect(status).toBe(201);
  await pay(orderId);
}

async function pay(orderId: string): Promise<void> {
  const { reservationUuid } = (await at.as('viewer').get(`/v1/reservations/${orderId}`)).data;
  await axios.post(`${at.sandboxUrl()}/sandbox/reservations/${reservationUuid}/pay`);
  await untilState(orderId, 'reserved');
}

async function untilState(orderId: string, state: string): Promise<{ reservationUuid: string }> {
  let last: unknown = null;
  const look = async () => {
    const { data } = await at.as('viewer').get(`/v1/reservations/${orderId}`);
    last = [data.state ?? data.code, data.attention?.code];
    return data.state === state ? data : null;
  };
  return until(() => `the order is ${state}; last it was ${JSON.stringify(last)}`, look, BUSY_MACHINE);
}

async function capturesOf(reservationUuid: string): Promise<unknown[]> {
  const { data } = await axios.get(`${at.sandboxUrl()}/sandbox/books`, { params: { reservationUuid } });
  return data.executions.filter(({ kind }: { kind: string }) => kind === 'capture');
}

describe('a start that is killed', () => {
  it('captures once at the next start when it was killed before the capture timer', async () => {
    at = await startPlace();
    const first = at.start();
    await first.ready();
    await placeAndPay('killed-alone', 'PT20S');
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');

    await at.start().ready();
    const { reservationUuid } = await untilState('killed-alone', 'completed');
    expect(await capturesOf(reservationUuid)).toHaveLength(1);
  }, 240_000);

  it('captures once when its whole process group was killed, and again while the next start was at it', async () => {
    at = await startPlace();
    const first = at.start({ ownGroup: true });
    await first.ready();
    await placeAndPay('killed-with-all', 'PT40S');
    process.kill(-first.pid, 'SIGKILL');
    await first.ended;

    const second = at.start({ ownGroup: true });
    await second.ready();
    process.kill(-second.pid, 'SIGKILL');
    await second.ended;

    await at.start().ready();
    const { reservationUuid } = await untilState('killed-with-all', 'completed');
    expect(await capturesOf(reservationUuid)).toHaveLength(1);
  }, 240_000);

  it('settles a capture that was under way when it was killed, and does not repeat it', async () => {
    at = await startPlace({ VERIFY_SCHEDULE: 'PT1S,PT1S,PT1S,PT1S', FRONT_PAYMENT_TIMEOUT: 'PT3S' });
    const first = at.start();
    await first.ready();
    const order = {
      ...exampleOrder('killed-in-flight', { isShort: true }),
      policy: { captureWindow: 'PT1H' },
    };
    await at.as('booking').post('/v1/reservations', order);
    await pay('killed-in-flight');
    // The provider captures, and its answer never comes: the kill meets the call under way.
    await axios.post(`${at.sandboxUrl()}/sandbox/faults`, {
      call: 'capture',
      kind: 'timeout',
      when: 'after',
      times: 1,
    });
    const asked = at
      .as('operator')
      .post('/v1/reservations/killed-in-flight/capture', {})
      .catch(() => null);
    const { reservationUuid } = (await at.as('viewer').get('/v1/reservations/killed-in-flight')).data;
    await until('the provider has captured', async () => (await capturesOf(reservationUuid)).length === 1);
    first.child.kill('SIGKILL');
    await Promise.all([first.ended, asked]);

    await at.start().ready();
    await untilState('killed-in-flight', 'completed');
    expect(await capturesOf(reservationUuid)).toHaveLength(1);
  }, 240_000);
});
