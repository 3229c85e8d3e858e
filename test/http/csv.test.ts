/** The list as CSV: all of it, harmless in a spreadsheet, no faster than it is read, and never cut off in silence. */
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  CursorInvalidError,
  EngineUnavailableError,
  type ListQuery,
  type Reservation,
} from '../../src/client';
import { until } from '../support/until';
import { fakeReservations, sampleReservation } from './fake-reservations';
import { KEYS, problemOf, runServer } from './running-server';

const orders = '/v1/reservations';
const headers = { Accept: 'text/csv' };
const HEAD =
  'orderId,state,attention,currency,orderMinor,reservedMinor,capturedMinor,chargedMinor,refundedMinor,captureBy,reservationUuid,createdAt';

/** A list of so many orders, in pages; says what it was asked. */
function aList(count: number, changes: (index: number) => Partial<Reservation> = () => ({})) {
  const asked: ListQuery[] = [];
  const list = async (query: ListQuery) => {
    asked.push(query);
    const start = Number(query.cursor ?? 0);
    const end = Math.min(start + query.limit, count);
    const items = Array.from({ length: end - start }, (_, offset) =>
      sampleReservation({ orderId: `booking-${start + offset}`, ...changes(start + offset) }),
    );
    return { items, nextCursor: end < count ? `${end}` : null };
  };
  return { asked, reservations: fakeReservations({ list }) };
}

describe('the list as CSV', () => {
  it('has the published columns, and every order of every page', async () => {
    const attention = {
      code: 'books_differ',
      message: 'x',
      operationId: null,
      since: '2026-11-21T10:00:00.000Z',
      evidence: {},
    } as const;
    const { reservations, asked } = aList(450, (index) => (index === 449 ? { attention } : {}));
    const { http } = await runServer({ reservations });
    const answer = await http.get(`${orders}?state=reserved&sort=captureBy&limit=2&cursor=abc`, { headers });
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
    ]);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="reservations.csv"');
    const lines = String(answer.data).split('\r\n');
    expect(lines).toHaveLength(452);
    expect([lines[0], lines.at(-1)]).toEqual([HEAD, '']);
    expect(lines[1]).toBe(
      'booking-0,reserved,,NOK,300000,300000,0,0,0,,RES1943140879,2026-11-21T10:00:00.000Z',
    );
    expect(lines[450]).toContain('booking-449,reserved,books_differ,NOK');
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, '200', '400']);
    expect(asked[2]).toEqual({ state: 'reserved', sort: 'captureBy', limit: 200, cursor: '400' });
  });

  it('has the columns that its page names', () => {
    expect(readFileSync(join(__dirname, '../../docs/reference/lists-and-streams.md'), 'utf8')).toContain(
      `\n${HEAD}\n`,
    );
  });

  it('is the head alone where there is no order', async () => {
    const { http } = await runServer();
    expect((await http.get(orders, { headers })).data).toBe(`${HEAD}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=cmd|"/c calc"!A1'])(
    'makes %j harmless in a spreadsheet',
    async (reservationUuid) => {
      const { reservations } = aList(1, () => ({ reservationUuid }));
      const { http } = await runServer({ reservations });
      const [, line = ''] = String((await http.get(orders, { headers })).data).split(`${HEAD}\r\n`);
      const field = line.slice('booking-0,reserved,,NOK,300000,300000,0,0,0,,'.length);
      expect(field.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('names an order that did not answer, and nothing else of it', async () => {
    const list = async () => ({ items: [sampleReservation()], nextCursor: null, unreadable: ['silent-1'] });
    const { http } = await runServer({ reservations: fakeReservations({ list }) });
    const lines = String((await http.get(orders, { headers })).data).split('\r\n');
    expect(lines[2]).toBe('silent-1,,,,,,,,,,,');
  });

  it('is asked for by name only: whoever takes anything gets JSON', async () => {
    const { http } = await runServer({ reservations: aList(1).reservations });
    for (const Accept of [
      '*/*',
      'text/*;q=0.5, application/json',
      'text/csv;q=0, */*',
      'text/csv;q=0.2, application/json',
    ]) {
      const answer = await http.get(orders, { headers: { Accept } });
      expect([Accept, answer.headers['content-type']]).toEqual([Accept, 'application/json; charset=utf-8']);
    }
    const csv = await http.get(orders, { headers: { Accept: 'text/csv, */*;q=0.1' } });
    expect(csv.headers['content-type']).toContain('text/csv');
  });

  it('answers a problem when the first page does', async () => {
    const broken = (error: Error) =>
      runServer({ reservations: fakeReservations({ list: async () => Promise.reject(error) }) });
    const away = await broken(new EngineUnavailableError());
    expect(problemOf(await away.http.get(orders, { headers }))).toBe(
      '503 engine_unavailable application/problem+json',
    );
    const wrong = await broken(new CursorInvalidError());
    expect(problemOf(await wrong.http.get(`${orders}?state=paid`, { headers }))).toBe(
      '422 invalid_query application/problem+json',
    );
  });

  it('ends the connection when a later page fails, so that the file does not look whole', async () => {
    const { reservations } = aList(1000);
    const list = async (query: ListQuery) => {
      if (query.cursor === '400') throw new EngineUnavailableError();
      return reservations.list(query);
    };
    const { http } = await runServer({ reservations: fakeReservations({ list }) });
    await expect(http.get(orders, { headers })).rejects.toThrow('stream has been aborted');
  });

  it('reads no further than the reader takes', async () => {
    const { reservations, asked } = aList(1_000_000, () => ({ currency: 'N'.repeat(1000) }));
    const { url } = await runServer({ reservations });
    const request = get(`${url}${orders}`, {
      headers: { ...headers, Authorization: `Bearer ${KEYS.viewer}` },
    });
    request.on('error', () => undefined);
    request.once('response', (response) => response.pause());
    let before = -1;
    await until(
      'nothing more is read',
      () => {
        const isStill = asked.length === before && before > 0;
        before = asked.length;
        return isStill;
      },
      { patienceMs: 20_000, pollMs: 300 },
    );
    expect(asked.length).toBeLessThan(200);
    request.destroy();
  });

  it('is cut off when the server closes, and holds up nothing', async () => {
    const { reservations, asked } = aList(1_000_000);
    const server = await runServer({ reservations });
    const reading = server.http.get(orders, { headers });
    const failing = expect(reading).rejects.toThrow('stream has been aborted');
    await until('it has begun', () => asked.length > 1);
    await server.close();
    await failing;
  });
});
