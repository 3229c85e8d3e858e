/** What users of other systems complain about, of keys: one that changed, so that one wish became two operations. */
import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/create-activities';
import { createReservationsClient } from '../../src/client';
import { Secret } from '../../src/config/secret';
import type { FrontPaymentClient } from '../../src/front-payment';
import { buildServer } from '../../src/http/build-server';
import { captureUpdate } from '../../workflows/messages';
import type { ReservationOperation } from '../../workflows/view';
import { noDashboard } from '../http/fake-dashboard';
import { advance, aHold, ask, readReservation, untilEnded, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { CALLBACK_SECRET, startWorld, type World } from '../support/world';
import { timesExecuted, timesSent } from './true-books';

const API_KEY = 'operator-key-0123456789';
const KEY = 'arrival-of-guest-17';
const MANUAL = { policy: { complete: 'manual' } } as const;

/** What was sent to the provider as a capture's text, every send, whatever came of it. */
const captureTexts = new Map<string, string[]>();

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500, dependencies: overheard });
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

function overheard(usual: ActivityDependencies): ActivityDependencies {
  const listenTo = (client: FrontPaymentClient): FrontPaymentClient => ({
    ...client,
    capture: (uuid, request) => {
      captureTexts.set(uuid, [...(captureTexts.get(uuid) ?? []), request.additionalText ?? '']);
      return client.capture(uuid, request);
    },
  });
  return {
    ...usual,
    callFrontPayment: (at, call) => usual.callFrontPayment(at, (client) => call(listenTo(client))),
  };
}

interface Door {
  /** Asks for a capture; `signal` gives the connection up. */
  capture(orderId: string, body?: object, signal?: AbortSignal): Promise<Answer>;
  /** Ends as a killed process does: every socket at once. */
  kill(): Promise<void>;
}

interface Answer {
  status: number;
  operation: ReservationOperation;
}

/** An HTTP server of its own over the world; several may stand beside each other. */
async function openDoor(): Promise<Door> {
  const { client, taskQueue, records, tokens } = world;
  const app = await buildServer({
    reservations: createReservationsClient({ client, taskQueue, records }),
    callbacks: {
      resolveToken: tokens.read,
      secret: new Secret('FRONT_PAYMENT_CALLBACK_SECRET', CALLBACK_SECRET),
      signal: async () => 'signalled',
    },
    apiKeys: [{ role: 'operator', key: new Secret('HOLDFAST_API_KEYS', API_KEY) }],
    readiness: async () => ({ engine: true, worker: true, provider: true }),
    isLoopback: true,
    version: '0.0.0-test',
    ...noDashboard(),
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    capture: (orderId, body = {}, signal) =>
      post(`${origin}/v1/reservations/${orderId}/capture`, body, signal),
    async kill() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

function post(url: string, body: object, signal: AbortSignal | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${API_KEY}`,
      'content-type': 'application/json',
      'idempotency-key': KEY,
    };
    const request = http.request(url, { method: 'POST', headers, agent: false, ...(signal && { signal }) });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, operation: JSON.parse(text).operation }),
      );
    });
    request.end(JSON.stringify(body));
  });
}

/** What the order knows of captures, once there is one and it is settled. */
function settledCaptures(orderId: string): Promise<ReservationOperation[]> {
  return until('its captures are settled', async () => {
    const { operations } = await readReservation(world, orderId);
    const captures = operations.filter(({ kind }) => kind === 'capture');
    return captures.length > 0 && captures.every(({ status }) => status === 'executed') && captures;
  });
}

const isUnderWay = (orderId: string) =>
  until('the capture is asked for', async () =>
    (await readReservation(world, orderId)).operations.some(({ kind }) => kind === 'capture'),
  );

describe('what users of other systems complain about', () => {
  describe('an idempotency key that changed between attempts', () => {
    it('does not: a caller who lost the connection asks again and gets the operation of the first time', async () => {
      const hold = await aHold(world, MANUAL);
      const door = await openDoor();
      const reservationUuid = uuidOf(hold);
      const slow = { call: 'capture', kind: 'slow', when: 'after', afterMs: 400, times: 1 } as const;
      world.sandbox.control.setFault({ ...slow, reservationUuid });
      const connection = new AbortController();
      const lost = door.capture(hold.orderId, {}, connection.signal).catch(() => 'lost');
      await isUnderWay(hold.orderId);
      connection.abort();
      expect(await lost).toBe('lost');
      const again = await door.capture(hold.orderId);
      const [capture, ...others] = await settledCaptures(hold.orderId);
      expect([again.status, again.operation.operationId, others]).toEqual([200, capture?.operationId, []]);
      expect([timesSent(world, hold, 'capture'), timesExecuted(world, hold, 'capture')]).toEqual([1, 1]);
      await door.kill();
    });

    it('does not when the server was killed under the caller and another one answers, on another port', async () => {
      const hold = await aHold(world, MANUAL);
      const [first, second] = [await openDoor(), await openDoor()];
      const reservationUuid = uuidOf(hold);
      const lostAnswer = { call: 'capture', kind: 'reset', when: 'after', times: 1 } as const;
      world.sandbox.control.setFault({ ...lostAnswer, reservationUuid });
      const asking = first.capture(hold.orderId).catch(() => 'killed');
      await isUnderWay(hold.orderId);
      await first.kill();
      await asking;
      const again = await second.capture(hold.orderId);
      const [capture, ...others] = await settledCaptures(hold.orderId);
      expect([again.status, again.operation, others]).toEqual([200, capture, []]);
      expect([timesSent(world, hold, 'capture'), timesExecuted(world, hold, 'capture')]).toEqual([1, 1]);
      await second.kill();
    });

    it('does not when the order has ended: the same key finds what was done, and nothing is done', async () => {
      const hold = await aHold(world);
      const door = await openDoor();
      const first = await door.capture(hold.orderId);
      expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
      const again = await door.capture(hold.orderId);
      expect([again.status, again.operation]).toEqual([200, first.operation]);
      expect([timesSent(world, hold, 'capture'), timesExecuted(world, hold, 'capture')]).toEqual([1, 1]);
      await door.kill();
    });

    it('does not for twenty who ask at once, at two servers', async () => {
      const hold = await aHold(world, MANUAL);
      const doors = [await openDoor(), await openDoor()];
      const asked = Array.from({ length: 20 }, (_, index) => doors[index % 2]?.capture(hold.orderId));
      const answers = await Promise.all(asked);
      expect(new Set(answers.map((answer) => answer?.operation.operationId)).size).toBe(1);
      expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([200]));
      expect([timesSent(world, hold, 'capture'), timesExecuted(world, hold, 'capture')]).toEqual([1, 1]);
      await Promise.all(doors.map((door) => door.kill()));
    });

    it('is refused for another body, so that a key never means two things', async () => {
      const hold = await aHold(world, MANUAL);
      const door = await openDoor();
      await door.capture(hold.orderId, { amountMinor: 100_000 });
      const other = await door.capture(hold.orderId, { amountMinor: 100_001 });
      expect(other.status).toBe(422);
      expect(timesSent(world, hold, 'capture')).toBe(1);
      await door.kill();
    });
  });

  describe('an idempotency key that changed between attempts, at the provider', () => {
    /** The marker of every send of the one capture of a reservation. */
    const sends = (reservationUuid: string) => captureTexts.get(reservationUuid) ?? [];

    it('does not: every send of one operation carries the same mark, over repeats and put-offs', async () => {
      const hold = await aHold(world, MANUAL);
      const { control } = world.sandbox;
      const reservationUuid = uuidOf(hold);
      const fault = { call: 'capture', when: 'before', times: 1, reservationUuid } as const;
      control.setFault({ ...fault, kind: '429', retryAfterS: 0 });
      control.setFault({ ...fault, kind: '401' });
      control.setFault({ ...fault, kind: 'reset' });
      control.setFault({ ...fault, kind: '500' });
      const operationId = 'the-guest-has-arrived';
      await ask(world, hold.orderId, captureUpdate, {}, { operationId });
      expect(await settledCaptures(hold.orderId)).toMatchObject([{ operationId }]);
      expect(sends(reservationUuid)).toEqual(Array.from({ length: 5 }, () => `[op:${operationId}]`));
      expect(timesExecuted(world, hold, 'capture')).toBe(1);
    });

    it('does not when the worker is replaced between two sends: the timer’s own operation keeps its name', async () => {
      const hold = await aHold(world, { policy: { ...MANUAL.policy, safetyMargin: 'P1D' } });
      const reservationUuid = uuidOf(hold);
      world.sandbox.control.setFault({
        call: 'capture',
        kind: 'reset',
        when: 'before',
        times: 1,
        reservationUuid,
      });
      await advance(world, hold.orderId, 6 * 86_400_000);
      await until('the first was sent', () => sends(reservationUuid).length === 1);
      await world.restartWorker();
      const [capture, ...others] = await settledCaptures(hold.orderId);
      expect([capture?.requestedBy, others]).toEqual(['timer', []]);
      const mark = `[op:${capture?.operationId}]`;
      expect(sends(reservationUuid)).toEqual([mark, mark]);
      const [executed] = world.sandbox.control.books(reservationUuid).executions.slice(-1);
      expect(executed).toMatchObject({ kind: 'capture', note: mark });
    });
  });
});
