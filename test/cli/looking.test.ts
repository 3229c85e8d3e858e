/** The commands that look: lists, what is due, what waits for a person, an order's sheet and its customer. */
import { describe, expect, it } from '@jest/globals';
import { sampleOperation, sampleReservation } from '../http/fake-reservations';
import { fakeServer, NOW, problem } from './fake-server';
import { fakeTerminal } from './fake-terminal';

const page = (...items: unknown[]) => ({ items, nextCursor: null });
const held = (orderId: string, captureBy: string, runwayMinor = 300_000) =>
  sampleReservation({
    orderId,
    amounts: { ...sampleReservation().amounts, runwayMinor },
    timer: { at: '2026-11-21T09:00:00Z', does: 'capture' },
    deadlines: { payBy: null, captureAt: '2026-11-21T09:00:00Z', captureBy, chargeBy: null },
  });

describe('holdfast list', () => {
  it('asks with its filters and shows a row per order', async () => {
    const { run, asked } = await fakeServer({ 'GET /v1/reservations': page(sampleReservation()) });
    const args = ['--attention', '--state', 'reserved', '--q', 'book', '--sort', 'captureBy', '--limit', '7'];
    const { code, stdout } = await run(['list', ...args, '--capture-before', '2026-12-01T12:00:00+01:00']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/booking-1042 +│ reserved +│ +│ NOK 3,000\.00/);
    expect(asked[0]?.query).toEqual({
      attention: 'true',
      state: 'reserved',
      captureBefore: '2026-12-01T11:00:00.000Z',
      q: 'book',
      sort: 'captureBy',
      limit: '7',
    });
  });

  it('asks for those without attention, and for no filter unless told', async () => {
    const { run, asked } = await fakeServer({ 'GET /v1/reservations': page() });
    await run(['list', '--no-attention']);
    await run(['list']);
    expect(asked.map(({ query }) => query)).toEqual([{ attention: 'false', limit: '50' }, { limit: '50' }]);
  });

  it('names the cursor of the rest, and follows it with --all', async () => {
    const { run } = await fakeServer({
      'GET /v1/reservations': ({ query }: { query: { cursor?: string } }) =>
        query.cursor === undefined
          ? { items: [sampleReservation({ orderId: 'first' })], nextCursor: 'more' }
          : { items: [sampleReservation({ orderId: 'second' })], nextCursor: null, unreadable: ['third'] },
    });
    const one = await run(['list']);
    expect([one.stdout.includes('second'), one.stderr]).toEqual([
      false,
      'There are more: add --cursor more, or --all.',
    ]);
    const all = await run(['list', '--all']);
    expect(all.stdout).toMatch(/first[\s\S]*second/);
    expect(all.stderr).toContain('third does not answer just now and is left out.');
    const json = await run(['list', '--all', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ nextCursor: null, unreadable: ['third'] });
    expect(json.stderr).toBe('');
  });

  it('does not say that nothing fits when an order did not answer', async () => {
    const { run } = await fakeServer({ 'GET /v1/reservations': { ...page(), unreadable: ['silent'] } });
    const { stdout, stderr } = await run(['list']);
    expect(stdout).toBe('');
    expect(stderr).toBe('silent does not answer just now and is left out. Try: holdfast show silent');
  });

  it('prints CSV as it comes', async () => {
    const { run, asked } = await fakeServer({
      'GET /v1/reservations': (
        _request: unknown,
        reply: { type(type: string): { send(text: string): unknown } },
      ) => reply.type('text/csv').send('orderId,state\r\nbooking-1042,reserved\r\n'),
    });
    const { stdout } = await run(['list', '--csv', '--state', 'reserved']);
    expect(stdout).toBe('orderId,state\nbooking-1042,reserved');
    expect(asked[0]).toMatchObject({ query: { state: 'reserved' }, headers: { accept: 'text/csv' } });
  });

  it('says that nothing fits, and says so to scripts as an empty list', async () => {
    const { run } = await fakeServer({ 'GET /v1/reservations': page() });
    expect(await run(['list'])).toEqual({ code: 0, stdout: '', stderr: 'No order fits.' });
    expect(JSON.parse((await run(['list', '--json'])).stdout)).toEqual(page());
  });

  it('shows the state in colour where there is colour', async () => {
    const { run } = await fakeServer({ 'GET /v1/reservations': page(sampleReservation()) });
    const { stdout } = await run(['list'], fakeTerminal({ hasColor: true }));
    expect(stdout).toContain(`${String.fromCharCode(27)}[36mreserved`);
  });
});

describe('holdfast due', () => {
  it('shows open holds with runway by their deadline, the time left, and what the timer does', async () => {
    const soon = held('soon', '2026-11-21T10:40:00Z');
    const late = { ...held('late', '2026-11-21T09:58:00Z', 100), state: 'captured' as const };
    const { run, asked } = await fakeServer({
      'GET /v1/reservations': ({ query }: { query: { state: string } }) =>
        query.state === 'reserved'
          ? page(soon, held('empty', '2026-11-21T10:10:00Z', 0))
          : page({ ...late, timer: { at: '2026-11-21T09:00:00Z', does: 'release' } }),
    });
    const { stdout, stderr } = await run(['due', '--within', 'PT1H']);
    expect(stdout).toMatch(
      /late[^\n]*2 min ago[^\n]*releases[\s\S]*soon[^\n]*40 min[^\n]*captures 2026-11-21 09:00:00/,
    );
    expect(stdout).not.toContain('empty');
    expect(stderr).toBe(
      '2 holds, NOK 3,001.00 of runway. Open orders: 12; due within 24 h: 3; waiting for a person: 2.',
    );
    const lists = asked.filter(({ path }) => path === '/v1/reservations').map(({ query }) => query);
    expect(lists).toEqual([
      { state: 'reserved', captureBefore: '2026-11-21T11:00:00.000Z', sort: 'captureBy', limit: '200' },
      { state: 'captured', captureBefore: '2026-11-21T11:00:00.000Z', sort: 'captureBy', limit: '200' },
    ]);
  });

  it('shows an order once that was captured between the two questions, as it is since', async () => {
    const before = held('moved', '2026-11-21T10:40:00Z');
    const gone = held('gone', '2026-11-21T10:41:00Z');
    const { run } = await fakeServer({
      'GET /v1/reservations': ({ query }: { query: { state: string } }) =>
        query.state === 'reserved'
          ? page(before, gone)
          : page(
              { ...held('moved', '2026-11-21T10:40:00Z', 100_000), state: 'captured' },
              { ...held('gone', '2026-11-21T10:41:00Z', 0), state: 'captured' },
            ),
    });
    const { stdout, stderr } = await run(['due']);
    expect(stdout.match(/moved/g)).toHaveLength(1);
    expect(stdout).toMatch(/moved +│ captured [^\n]*NOK 1,000\.00/);
    expect(stdout).not.toContain('gone');
    expect(stderr).toContain('1 hold, NOK 1,000.00 of runway');
  });

  it('names what did not answer, once, and does not say that nothing is due', async () => {
    const { run } = await fakeServer({
      'GET /v1/reservations': ({ query }: { query: { state: string } }) =>
        query.state === 'reserved'
          ? { ...page(), unreadable: ['silent', 'captured-meanwhile'] }
          : { ...page({ ...held('captured-meanwhile', NOW, 0), state: 'captured' }), unreadable: ['silent'] },
    });
    const { code, stdout, stderr } = await run(['due']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr.match(/does not answer just now/g)).toHaveLength(1);
    expect(stderr).toContain('silent does not answer just now and is left out. Try: holdfast show silent');
    expect(stderr).not.toContain('Nothing is due');
    const json = await run(['due', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ items: [], unreadable: ['silent'] });
    expect(json.stderr).toBe('');
  });

  it('gives scripts the holds, and the instants they were asked by', async () => {
    const { run } = await fakeServer({ 'GET /v1/reservations': page() });
    const { stdout } = await run(['due', '--json']);
    expect(JSON.parse(stdout)).toEqual({ asOf: NOW, captureBefore: '2026-11-22T10:00:00.000Z', items: [] });
  });
});

describe('holdfast attention', () => {
  const amounts = { capturedMinor: 300_000, chargedMinor: 0, refundedMinor: 0, runwayMinor: 0 };
  const shown = {
    status: 'RESERVED',
    reservedMinor: 300_000,
    capturedMinor: 0,
    chargedMinor: 0,
    refundedMinor: 0,
  };
  const evidence = {
    sent: { at: '2026-11-21T09:00:00.000Z', times: 1, amountMinor: 300_000, reason: 'timeout' },
    baseline: { at: '2026-11-21T08:59:59.000Z', ...shown },
    readings: [
      { at: '2026-11-21T09:00:01.000Z', ...shown },
      { at: '2026-11-21T09:00:01.500Z', ...shown },
      {
        at: '2026-11-21T09:00:02.000Z',
        ...shown,
        newMovements: [{ reference: 'CAP9', amountMinor: 5_000, marker: null }],
      },
    ],
    search: { for: '[op:op-1]', in: 'the text of each capture in details' },
    answers: {
      executed: { does: 'It counts with its amount.', amounts },
      refused: { does: 'The hold stays.', amounts: { ...amounts, capturedMinor: 0, runwayMinor: 300_000 } },
    },
  };
  const unsettled = sampleReservation({
    attention: {
      code: 'operation_unsettled',
      message: 'Whether this capture was executed is not known.',
      operationId: 'op-1',
      since: '2026-11-21T09:05:00.000Z',
      evidence,
    },
    operations: [sampleOperation({ status: 'unknown', reference: null })],
  });

  it('shows the evidence side by side, and what each answer will do', async () => {
    const { run, asked } = await fakeServer({ 'GET /v1/reservations': page(unsettled) });
    const { stdout } = await run(['attention']);
    expect(asked.find(({ path }) => path === '/v1/reservations')?.query).toMatchObject({ attention: 'true' });
    for (const said of [
      'since 2026-11-21 09:05:00 UTC (55 min ago)',
      /│ What we sent +│ What Front Payment shows +│/,
      /│ capture of NOK 3,000\.00 +│/,
      '2 times, from 2026-11-21 09:00:01',
      'new: CAP9 of NOK 50.00',
      'Looked for: [op:op-1], in the text of each capture in details.',
      'If it was executed: It counts with its amount.\n  Then: captured NOK 3,000.00, charged NOK 0.00',
      'If it was refused: The hold stays.',
      'holdfast resolve booking-1042 op-1 refused --evidence',
    ]) {
      expect(stdout).toEqual(
        typeof said === 'string' ? expect.stringContaining(said) : expect.stringMatching(said),
      );
    }
  });

  it('shows evidence of another shape as it is', async () => {
    const attention = {
      code: 'reservation_missing',
      message: 'Not known there.',
      operationId: null,
      since: NOW,
    };
    const other = { ...unsettled, attention: { ...attention, evidence: { answer: 'reservationNotFound' } } };
    const { run } = await fakeServer({ 'GET /v1/reservations': page(other) });
    const { stdout } = await run(['attention']);
    expect(stdout).toContain('Not known there.');
    expect(stdout).toContain('answer: reservationNotFound');
  });

  it('names what did not answer, and does not say that nothing waits', async () => {
    const { run } = await fakeServer({ 'GET /v1/reservations': { ...page(), unreadable: ['silent'] } });
    expect(await run(['attention'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'silent does not answer just now and is left out. Try: holdfast show silent',
    });
    const json = await run(['attention', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ items: [], unreadable: ['silent'] });
    const some = await fakeServer({
      'GET /v1/reservations': { ...page(unsettled), unreadable: ['silent'] },
    });
    const { stdout, stderr } = await some.run(['attention']);
    expect(stdout).toContain('booking-1042');
    expect(stderr).toContain('silent does not answer just now');
  });

  it('says when nothing waits', async () => {
    const { run } = await fakeServer({ 'GET /v1/reservations': page() });
    expect(await run(['attention'])).toEqual({ code: 0, stdout: '', stderr: 'Nothing waits for a person.' });
  });
});

describe('holdfast sheet, customer and summary', () => {
  const sheet = {
    lines: [{ line: 0, name: 'Cabin, two nights', amountMinor: 300_000, taxPercent: 12 }],
    customer: { name: 'K… N…', email: 'k…@example.com', phone: '…68', isMasked: true },
    movements: [
      { reference: 'CAP1', kind: 'capture', amountMinor: 300_000, refundedMinor: 50_000, at: NOW },
      { reference: null, kind: 'charge', amountMinor: 1_000, refundedMinor: 0, at: null },
    ],
    timer: { at: '2026-11-27T10:00:00.000Z', does: 'release' },
    shown: [{ at: NOW, by: 'operator-1' }],
  };

  it('shows a sheet with its amounts and the customer masked', async () => {
    const { run } = await fakeServer({
      'GET /v1/reservations/:orderId': sampleReservation(),
      'GET /v1/reservations/:orderId/sheet': sheet,
    });
    const { stdout } = await run(['sheet', 'booking-1042']);
    expect(stdout).toMatch(/Cabin, two nights +│ NOK 3,000\.00 │ 12 %/);
    expect(stdout).toMatch(/CAP1 +│ NOK 3,000\.00 │ NOK 500\.00/);
    expect(stdout).toContain('not known yet');
    expect(stdout).toContain('The timer lets go of the hold at 2026-11-27 10:00:00 UTC.');
    expect(stdout).toContain("The customer's data was shown to operator-1 at 2026-11-21 10:00:00 UTC.");
    expect(stdout).toContain('on purpose and recorded: holdfast customer booking-1042');
  });

  it('shows a customer on purpose only: by a POST, and saying that it is recorded', async () => {
    const customer = { name: 'Kari Nordmann', address: { city: 'Oslo' }, phone: '+47 46567468' };
    const { run, asked } = await fakeServer({ 'POST /v1/reservations/:orderId/customer': { customer } });
    const { stdout, stderr } = await run(['customer', 'booking-1042']);
    expect(asked[0]).toMatchObject({ method: 'POST', body: {} });
    expect(stdout).toMatch(/name +│ Kari Nordmann[\s\S]*address city +│ Oslo/);
    expect(stderr).toBe('That this was shown is recorded with the order.');
  });

  it('exits with 7 when the role may not see a customer', async () => {
    const { run } = await fakeServer({
      'POST /v1/reservations/:orderId/customer': problem(403, 'role_not_allowed'),
    });
    expect(await run(['customer', 'booking-1042'])).toMatchObject({ code: 7, stdout: '' });
  });

  it('counts', async () => {
    const { run } = await fakeServer({});
    expect((await run(['summary'])).stdout).toMatch(/Due within 1 h +│ 1[\s\S]*Waiting for a person +│ 2/);
  });
});
