/** More requests than can be answered: some are turned away at once, and nobody is lost. */
import { describe, expect, it } from '@jest/globals';
import { until } from '../support/until';
import { fakeReservations, sampleReservation } from './fake-reservations';
import { runServer } from './running-server';

const order = '/v1/reservations/booking-1042';

/** A server that bears three requests at once, three that are under way, and an engine that answers none until it is let. */
async function aFullServer() {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  const server = await runServer({
    pressure: { mostUnderWay: 3, mostDelayMs: 60_000 },
    reservations: fakeReservations({
      async reservation() {
        asked += 1;
        await answered;
        return sampleReservation();
      },
    }),
  });
  const leaving = new AbortController();
  const waiting = Array.from({ length: 3 }, () => server.http.get(order, { signal: leaving.signal }));
  await until('three are under way', () => asked === 3);
  return { server, waiting, answer, leave: () => leaving.abort() };
}

describe('a server that has all it can bear', () => {
  it('turns the next one away with 503 and says when to come again, and answers those it let in', async () => {
    const { server, waiting, answer } = await aFullServer();
    const refused = await server.http.get(order);
    expect([refused.status, refused.data.code]).toEqual([503, 'overloaded']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    answer();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await server.http.get(order)).status).toBe(200);
  });

  it('still tells that it lives, what it counts, and takes callbacks', async () => {
    const { server, waiting, answer } = await aFullServer();
    const paths = ['/healthz', '/readyz', '/metrics', '/callbacks/front-payment/nobody-s'];
    const answers = await Promise.all(paths.map((path) => server.http.get(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
    answer();
    await Promise.all(waiting);
  });

  it('has room again when those it let in have gone away without an answer', async () => {
    const { server, waiting, answer, leave } = await aFullServer();
    leave();
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(
      Array(3).fill('rejected'),
    );
    const next = until('there is room', async () => {
      const { status } = await server.http.get('/v1/reservations?limit=500');
      return status !== 503;
    });
    expect(await next).toBe(true);
    answer();
  });
});
