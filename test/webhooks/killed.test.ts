/** Holdfast and its engine are killed in the middle of a delivery: nothing of what happened is lost, nor out of order. */

import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { exampleOrder } from '../../src/start/example-order';
import { logFileIn } from '../../src/start/logger';
import { ensureBuilt } from '../start/built';
import { type StartPlace, startPlace } from '../start/start-process';
import { until } from '../support/until';
import { NEW_SECRET, OLD_SECRET, type Receiver, startReceiver } from './receiver';

let at: StartPlace;
let receiver: Receiver;

beforeAll(ensureBuilt, 120_000);

afterEach(async () => {
  await at.close();
  await receiver.close();
});

describe('a start that is killed', () => {
  it('tells at the next start what it had not told, in order', async () => {
    receiver = await startReceiver();
    receiver.answerWith(() => 500);
    at = await startPlace({
      WEBHOOK_URL: receiver.url,
      WEBHOOK_SECRETS: `${NEW_SECRET},${OLD_SECRET}`,
      WEBHOOK_ALLOW_PRIVATE_NETWORK: 'on',
    });
    const first = at.start({ ownGroup: true });
    await first.ready();
    const orderId = 'killed-while-telling';
    const order = exampleOrder(orderId, { isShort: false });
    expect((await at.as('booking').post('/v1/reservations', order)).status).toBe(201);
    await until('it was tried', () => receiver.received.length > 0);
    const { status } = await at
      .as('booking')
      .post(`/v1/reservations/${orderId}/cancel`, { note: 'not coming' });
    expect(status).toBe(200);
    process.kill(-first.pid, 'SIGKILL');
    await first.ended;
    receiver.answerWith(() => 204);

    const second = at.start();
    await second.ready();
    await until('both are told', () => receiver.taken(orderId).length >= 2, {
      patienceMs: 90_000,
      pollMs: 100,
    });
    expect(receiver.taken(orderId)).toEqual(['awaiting_payment', 'cancelled']);
    const { data } = await at.as('viewer').get(`/v1/webhooks/deliveries?orderId=${orderId}`);
    expect(data.items.map(({ type }: { type: string }) => type)).toEqual([
      'reservation.cancelled',
      'reservation.awaiting_payment',
    ]);
    const log = readFileSync(logFileIn(at.dataDir), 'utf8');
    const shown = `${log}${first.stdout()}${first.stderr()}${second.stdout()}${second.stderr()}`;
    for (const secret of [receiver.url, NEW_SECRET, OLD_SECRET]) expect(shown).not.toContain(secret);
  }, 180_000);
});
