/** An engine that is away is told within seconds, whether it refuses connections or takes them and says nothing. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import {
  createCallbackSignal,
  createReservationsClient,
  doorConnectionOptions,
  EngineUnavailableError,
} from '../../src/client';
import { sampleOrder } from '../orders/sample-order';
import { startSilentServer } from './silent-server';

/** Five seconds, and what a busy machine adds; an engine that says nothing would otherwise be waited for without end. */
const WITHIN_MS = 20_000;
const closing: (() => Promise<void>)[] = [];

// Not after each: a list asks several things at once, and the others are still being tried when the first has failed.
afterAll(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function clientOf(address: string) {
  const connection = Connection.lazy({ address, ...doorConnectionOptions() });
  closing.push(() => connection.close());
  return { client: new Client({ connection }), taskQueue: 'reservations' };
}

async function addressOf(kind: string): Promise<string> {
  const server = await startSilentServer();
  if (kind === 'silent') closing.push(server.close);
  else await server.close();
  return server.address;
}

async function failureOf(call: Promise<unknown>): Promise<{ error: unknown; tookMs: number }> {
  const start = performance.now();
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { error, tookMs: performance.now() - start };
}

describe.each(['refusing', 'silent'])('an engine that is %s', (kind) => {
  it('fails reads, commands, places, lists and callbacks alike', async () => {
    const dependencies = await clientOf(await addressOf(kind));
    const reservations = createReservationsClient(dependencies);
    const signal = createCallbackSignal(dependencies);
    const failures = await Promise.all([
      failureOf(reservations.reservation('a')),
      failureOf(reservations.capture('a', {})),
      failureOf(reservations.place(sampleOrder())),
      failureOf(reservations.list({ sort: 'newest', limit: 1 })),
      failureOf(signal('a', { attempt: 1, reservationUuid: 'RES1', status: 'PAID' })),
    ]);
    for (const { error, tookMs } of failures) {
      expect(error).toBeInstanceOf(EngineUnavailableError);
      expect(tookMs).toBeLessThan(WITHIN_MS);
    }
  });
});
