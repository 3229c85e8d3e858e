/** A worker or a client without a key: the orders wait, are told by the key's name, and go on when the key is back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyMissingError, SealBrokenError } from '../../src/encryption/key-errors';
import { toProblem } from '../../src/http/to-problem';
import { callbackSignal } from '../../workflows/messages';
import { isUnopened } from '../../workflows/outcome';
import type { Reservation } from '../../workflows/view';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { aKeyNamed, type RunningWorker, type SealedWorld, startSealedWorld } from './sealed-world';

const PATIENT = { patienceMs: 90_000, pollMs: 250 };

const older = aKeyNamed('older');
const newer = aKeyNamed('newer');
const both = `${newer},${older}`;

let world: SealedWorld;
const workers: RunningWorker[] = [];
beforeAll(async () => {
  world = await startSealedWorld();
}, 60_000);
afterEach(() => stopWorkers());
afterAll(() => world.close());

async function stopWorkers(): Promise<void> {
  for (const worker of workers.splice(0)) await worker.stop();
}

async function onlyWorkerWith(keys: string): Promise<void> {
  await stopWorkers();
  workers.push(await world.workerWith(keys));
}

/** An order that has begun under the older key, and is paid. */
async function aSealedHold(): Promise<Reservation> {
  await onlyWorkerWith(older);
  const orders = world.ordersWith(older);
  const { reservation } = await orders.place(anOrder());
  return paid(reservation);
}

async function paid({ orderId, reservationUuid }: Reservation): Promise<Reservation> {
  world.sandbox.control.pay(reservationUuid ?? '');
  await hint(older, orderId, reservationUuid ?? '');
  return untilReserved(older, orderId);
}

async function hint(keys: string, orderId: string, reservationUuid: string): Promise<void> {
  const handle = world.clientWith(keys).workflow.getHandle(`reservation/${orderId}`);
  await handle.signal(callbackSignal, { reservationUuid, status: 'RESERVED', attempt: 1 });
}

function untilReserved(keys: string, orderId: string): Promise<Reservation> {
  return untilIn(keys, orderId, ['reserved']);
}

/** The engine tries a failed workflow task again after a while; until then the order is still silent for want of the key. */
function untilIn(keys: string, orderId: string, states: string[]): Promise<Reservation> {
  return until(
    `${orderId} is ${states.join(' or ')}`,
    async () => {
      const reservation = await world
        .ordersWith(keys)
        .reservation(orderId)
        .catch((error: { code?: string }) => {
          if (error.code === 'encryption_key_missing') return null;
          throw error;
        });
      return reservation !== null && states.includes(reservation.state) ? reservation : null;
    },
    PATIENT,
  );
}

describe('a worker without the key of an order', () => {
  it('lets the order wait, told by the key’s name, and goes on when the key is back', async () => {
    const { orderId } = await aSealedHold();
    await onlyWorkerWith(newer);
    const orders = world.ordersWith(both);
    await expect(orders.reservation(orderId)).rejects.toMatchObject({
      code: 'encryption_key_missing',
      keyId: 'older',
    });
    await expect(
      orders.capture(orderId, {}, { operationId: 'waits' }, { waitMs: 3_000 }),
    ).rejects.toMatchObject({ code: 'encryption_key_missing', keyId: 'older' });
    const { status } = await world.clientWith(both).workflow.getHandle(`reservation/${orderId}`).describe();
    expect(status.name).toBe('RUNNING');

    await onlyWorkerWith(both);
    await untilIn(both, orderId, ['reserved', 'captured', 'completed']);
    // The same operation: it was waiting, and whether it is done by now or by this word, it is done once.
    const answer = await orders.capture(orderId, {}, { operationId: 'waits' });
    expect(answer.reservation.amounts.capturedMinor).toBe(300_000);
    const { executions } = world.sandbox.control.books(answer.reservation.reservationUuid ?? '');
    expect(executions.filter(({ kind }) => kind === 'capture')).toHaveLength(1);
  }, 180_000);

  it('waits for a signal and an update whose content it cannot open, and takes them in later', async () => {
    await onlyWorkerWith(older);
    const { reservation } = await world.ordersWith(older).place(anOrder());
    const { orderId, reservationUuid } = reservation;
    world.sandbox.control.pay(reservationUuid ?? '');
    await hint(newer, orderId, reservationUuid ?? '');
    await expect(world.ordersWith(both).reservation(orderId)).rejects.toMatchObject({ keyId: 'newer' });
    await onlyWorkerWith(both);
    await untilReserved(both, orderId);
    await onlyWorkerWith(older);
    await expect(
      world.ordersWith(both).cancel(orderId, { note: 'not wanted' }, { operationId: 'c' }, { waitMs: 3_000 }),
    ).rejects.toMatchObject({ code: 'encryption_key_missing', keyId: 'newer' });
    await onlyWorkerWith(both);
    await untilIn(both, orderId, ['reserved', 'cancelled']);
    const answer = await world.ordersWith(both).cancel(orderId, { note: 'not wanted' }, { operationId: 'c' });
    expect(answer.operation.status).toBe('executed');
  }, 180_000);
});

describe('a client without the key of an answer', () => {
  it('says which key, and a client that has it reads on', async () => {
    const { orderId } = await aSealedHold();
    // It can open the question, and answers under a key that whoever asked has not.
    await onlyWorkerWith(`${older},${newer}`);
    await expect(world.ordersWith(newer).reservation(orderId)).rejects.toMatchObject({
      code: 'encryption_key_missing',
      keyId: 'older',
    });
    expect((await world.ordersWith(both).reservation(orderId)).orderId).toBe(orderId);
  }, 120_000);
});

describe('the fault of a key', () => {
  it.each([
    { code: 'encryption_key_missing', error: new KeyMissingError('2026') },
    { code: 'encryption_seal_broken', error: new SealBrokenError('2026') },
  ])('is the problem $code over HTTP, with the key’s name', ({ error, code }) => {
    const problem = toProblem(error);
    expect(problem).toMatchObject({ code, statusCode: 503 });
    expect(problem.message).toContain('"2026"');
  });

  it('of anything that is no activity is not taken for an operation that was not begun', () => {
    expect(isUnopened(new KeyMissingError('2026'))).toBe(false);
  });
});
