/** A server that is asked to stop answers what it has begun, and is held up by no connection that is kept alive. */
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { until } from '../support/until';
import { fakeReservations, sampleReservation } from './fake-reservations';
import { runServer } from './running-server';

describe('a server that closes', () => {
  it('answers the request that it is at, and ends its connection with the answer', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const reservations = fakeReservations({
      reservation: async () => {
        begun();
        await released;
        return sampleReservation();
      },
    });
    const server = await runServer({ reservations });
    const httpAgent = new Agent({ keepAlive: true });
    const asking = server.http.get('/v1/reservations/booking-1042', { httpAgent });
    await isBegun;
    const closing = server.close();
    await until('it takes no more connections', async () => {
      const answer = await server
        .as(null)
        .get('/healthz')
        .catch(() => null);
      return answer === null || answer.status === 503;
    });
    release();
    const answer = await asking;
    expect([answer.status, answer.headers['connection']]).toEqual([200, 'close']);
    await closing;
    httpAgent.destroy();
  });

  it('waits for no connection on which nothing was asked yet', async () => {
    const server = await runServer();
    const unused = connect(server.port, '127.0.0.1');
    const ended = once(unused, 'close');
    unused.on('error', () => undefined);
    // The server has taken both connections once it has answered on the later one.
    await once(unused, 'connect');
    await server.as(null).get('/healthz');
    await server.close();
    await ended;
  });
});
