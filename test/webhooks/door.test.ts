/** The two routes of webhooks: what was told, page by page, and what may be told again by whom. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRecords, type Records } from '../../src/records/records';
import { createWebhooksDoor } from '../../src/webhooks/webhooks-door';
import { KEYS, problemOf, runServer } from '../http/running-server';

const AT = '2026-11-21T12:00:00.000Z';

interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}

let directory = '';
let records: Records;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-webhooks-'));
  records = await openRecords(pathToFileURL(join(directory, 'records.sqlite')).href);
  const event = { id: '2', at: AT, type: 'hold_made', source: 'provider', data: {} };
  for (const number of [1, 2, 3]) {
    const orderId = `booking-${number}`;
    const webhook = {
      id: `msg_${number}`,
      orderId,
      eventId: '2',
      position: 4,
      type: 'reservation.reserved',
      event,
    };
    await records.webhooks.add(orderId, [webhook], 2, AT);
  }
  await records.webhooks.attempted('msg_1', { status: 500, error: 'answered_error', nextAttemptAt: AT });
  await records.webhooks.park('msg_1', 'not_tried', AT);
  await records.webhooks.delivered('msg_2', 204, AT);
});
afterEach(async () => {
  await records.close();
  rmSync(directory, { recursive: true, force: true });
});

const open = (isOn = true) => runServer({ webhooks: createWebhooksDoor({ books: records.webhooks, isOn }) });

describe('GET /v1/webhooks/deliveries', () => {
  it('shows each with what became of it, and to any role', async () => {
    const { as } = await open();
    const { status, data } = await as(KEYS.viewer).get('/v1/webhooks/deliveries?state=parked');
    expect(status).toBe(200);
    expect(data).toEqual({
      items: [
        {
          ...{
            id: 'msg_1',
            orderId: 'booking-1',
            eventId: '2',
            type: 'reservation.reserved',
            state: 'parked',
          },
          ...{
            attempts: 1,
            lastStatus: 500,
            lastError: 'answered_error',
            createdAt: AT,
            nextAttemptAt: null,
          },
        },
      ],
      nextCursor: null,
    });
    const ofOne = await as(KEYS.viewer).get('/v1/webhooks/deliveries?orderId=booking-3');
    expect(ofOne.data.items.map(({ state }: { state: string }) => state)).toEqual(['pending']);
  });

  it('gives page after page, and nothing twice', async () => {
    const { http } = await open();
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: Page } = await http.get(
        `/v1/webhooks/deliveries?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      ids.push(...page.data.items.map(({ id }) => id));
      cursor = page.data.nextCursor;
    }
    expect(ids).toEqual(['msg_3', 'msg_2', 'msg_1']);
  });

  it.each(['state=lost', 'limit=201', 'limit=0', 'cursor=made-up', 'orderId=%2F', 'page=2'])(
    'refuses the query %s by name',
    async (query) => {
      const { http } = await open();
      expect(problemOf(await http.get(`/v1/webhooks/deliveries?${query}`))).toBe(
        '422 invalid_query application/problem+json',
      );
    },
  );
});

describe('POST /v1/webhooks/replay', () => {
  it.each([
    [{ parked: true }, 1],
    [{ orderId: 'booking-2' }, 1],
    [{ orderId: 'booking-2', parked: true }, 0],
    [{ orderId: 'booking-1', eventId: '2' }, 1],
    [{ orderId: 'booking-1', eventId: '3' }, 0],
    [{ orderId: 'booking-3' }, 0],
  ])('has %j sent again: %i', async (body, replayed) => {
    const { http } = await open();
    const answer = await http.post('/v1/webhooks/replay', body);
    expect([answer.status, answer.data]).toEqual([202, { replayed }]);
    expect(await records.webhooks.list({ state: 'pending', limit: 9 })).toHaveLength(1 + replayed);
  });

  it.each([[{}], [{ eventId: '2' }], [{ parked: false }], [{ parked: true, all: true }]])(
    'refuses %j by name: everything at once is not replayed',
    async (body) => {
      const { http } = await open();
      expect(problemOf(await http.post('/v1/webhooks/replay', body))).toContain('422 invalid_command');
      expect(await records.webhooks.list({ state: 'pending', limit: 9 })).toHaveLength(1);
    },
  );

  it('is for operators', async () => {
    const { as } = await open();
    for (const key of [KEYS.viewer, KEYS.booking])
      expect(problemOf(await as(key).post('/v1/webhooks/replay', { parked: true }))).toContain(
        '403 role_not_allowed',
      );
  });

  it('is refused by name where nobody is told', async () => {
    const { http } = await open(false);
    expect(problemOf(await http.post('/v1/webhooks/replay', { parked: true }))).toContain('409 webhooks_off');
  });
});
