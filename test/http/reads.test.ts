/** Reading orders: what a query may say, and how pages follow each other. */
import { describe, expect, it } from '@jest/globals';
import {
  CursorInvalidError,
  EngineUnavailableError,
  type ListQuery,
  type TimelineItem,
} from '../../src/client';
import { fakeReservations, sampleOperation, sampleReservation } from './fake-reservations';
import { problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
const orders = '/v1/reservations';

describe('the list', () => {
  async function asked(query: string): Promise<ListQuery | undefined> {
    const seen: ListQuery[] = [];
    const list = async (one: ListQuery) => {
      seen.push(one);
      return { items: [], nextCursor: null };
    };
    const { http } = await runServer({ reservations: fakeReservations({ list }) });
    expect((await http.get(`${orders}${query}`)).status).toBe(200);
    return seen[0];
  }

  it('asks for the newest fifty unless told otherwise', async () => {
    expect(await asked('')).toEqual({ sort: 'newest', limit: 50 });
  });

  it('hands on every filter, with the instant in UTC', async () => {
    const query =
      'state=reserved&attention=false&captureBefore=2026-12-01T13:00:00%2B01:00&q=RES19&sort=captureBy&limit=200&cursor=abc';
    expect(await asked(`?${query}`)).toEqual({
      state: 'reserved',
      attention: false,
      captureBefore: '2026-12-01T12:00:00.000Z',
      q: 'RES19',
      sort: 'captureBy',
      limit: 200,
      cursor: 'abc',
    });
  });

  it.each([
    ['limit=201', 'limit'],
    ['limit=0', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['state=paid', 'state'],
    ['attention=yes', 'attention'],
    ['captureBefore=tomorrow', 'captureBefore'],
    ['captureBefore=2026-12-01', 'captureBefore'],
    ['sort=amount', 'sort'],
    ['q=', 'q'],
    ["q=a'%20OR%201=1", 'q'],
    ['colour=red', 'colour'],
  ])('answers 422 to ?%s and names it', async (query, path) => {
    const { http } = await runServer();
    const response = await http.get(`${orders}?${query}`);
    expect(problemOf(response)).toBe(`422 invalid_query ${PROBLEM}`);
    expect(response.data.errors.map((fault: { path: string }) => fault.path)).toContain(path);
  });

  it('answers 422 to a cursor that no page has given out', async () => {
    const list = async () => {
      throw new CursorInvalidError();
    };
    const { http } = await runServer({ reservations: fakeReservations({ list }) });
    expect(problemOf(await http.get(`${orders}?cursor=abc`))).toBe(`422 invalid_query ${PROBLEM}`);
  });
});

describe('one order', () => {
  const operation = sampleOperation();
  const reservation = sampleReservation({ operations: [operation] });
  const timeline: TimelineItem[] = ['1', '2', '3', '4', '5'].map((id) => ({
    id,
    at: '2026-11-21T10:00:00.000Z',
    type: 'noted',
    source: 'system',
    data: {},
  }));
  const reservations = fakeReservations({
    reservation: async () => reservation,
    timeline: async () => timeline,
  });

  it('is shown as the workflow shows it', async () => {
    const { http } = await runServer({ reservations });
    const response = await http.get(`${orders}/booking-1042`);
    expect([response.status, response.data]).toEqual([200, reservation]);
  });

  it('shows one operation, and answers 404 for one that it does not have', async () => {
    const { http } = await runServer({ reservations });
    const found = await http.get(`${orders}/booking-1042/operations/op-1`);
    expect([found.status, found.data]).toEqual([200, { operation, reservation }]);
    const unknown = await http.get(`${orders}/booking-1042/operations/op-2`);
    expect(problemOf(unknown)).toBe(`404 operation_not_found ${PROBLEM}`);
  });

  it('shows its events page by page, oldest first, none twice', async () => {
    const { http } = await runServer({ reservations });
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const response: { data: { items: TimelineItem[]; nextCursor: string | null } } = await http.get(
        `${orders}/booking-1042/events`,
        { params: { limit: 2, ...(cursor === null ? {} : { cursor }) } },
      );
      ids.push(...response.data.items.map((item) => item.id));
      cursor = response.data.nextCursor;
    } while (cursor !== null && ids.length < 20);
    expect(ids).toEqual(['1', '2', '3', '4', '5']);
  });

  it.each(['cursor=nonsense', 'limit=501', 'limit=0', 'after=1'])(
    'answers 422 to events?%s',
    async (query) => {
      const { http } = await runServer({ reservations });
      const response = await http.get(`${orders}/booking-1042/events?${query}`);
      expect(problemOf(response)).toBe(`422 invalid_query ${PROBLEM}`);
    },
  );

  it('answers 404 when nobody knows it, and 503 when the engine is away', async () => {
    const { http } = await runServer();
    expect(problemOf(await http.get(`${orders}/booking-1042`))).toBe(`404 order_not_found ${PROBLEM}`);
    const away = async () => {
      throw new EngineUnavailableError();
    };
    const server = await runServer({ reservations: fakeReservations({ reservation: away }) });
    const response = await server.http.get(`${orders}/booking-1042`);
    expect(problemOf(response)).toBe(`503 engine_unavailable ${PROBLEM}`);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });
});
