/** Rows that are remembered: shown as long as the engine names no newer change, and asked as soon as it does. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { createReservationsClient, type ReservationsClient } from '../../src/client';
import { createKnownRows, type LastChange, type WantedRow } from '../../src/client/known-rows';
import { createRecentCommands } from '../../src/client/recent-commands';
import { changedAtAttribute } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

const PATIENT = { patienceMs: 60_000, pollMs: 50 };

let world: World;
let reservations: ReservationsClient;

beforeAll(async () => {
  world = await startWorld();
  reservations = createReservationsClient(world);
}, 60_000);
afterAll(() => world?.close());

/** The same client in another process, say, which cannot reach any order's workflow. */
function blind(): ReservationsClient {
  const workflow = new Proxy(world.client.workflow, {
    get: (target, name) =>
      name === 'getHandle'
        ? () => ({ executeUpdate: () => Promise.reject(new Error('No worker answers.')) })
        : Reflect.get(target, name),
  });
  const client: Client = new Proxy(world.client, {
    get: (target, name) => (name === 'workflow' ? workflow : Reflect.get(target, name)),
  });
  return createReservationsClient({ ...world, client });
}

const NEWEST = { sort: 'newest', limit: 200 } as const;

async function rowIn(client: ReservationsClient, orderId: string): Promise<Reservation | null> {
  const { items } = await client.list(NEWEST);
  return items.find((row) => row.orderId === orderId) ?? null;
}

/** A hold, and the last change that the engine's lists name of it once they know that it stands. */
async function hold(): Promise<{ orderId: string; lastChange: NonNullable<LastChange> }> {
  const { orderId, reservationUuid } = (await reservations.place(anOrder())).reservation;
  await world.sandbox.control.pay(reservationUuid ?? '');
  const lastChange = await until(
    'the lists know the hold',
    async () =>
      (await rowIn(reservations, orderId))?.state === 'reserved' ? named(orderId, 'reserved') : null,
    PATIENT,
  );
  // The answer may have been newer than the change that was named before it: it is kept under the one that names it.
  await rowIn(reservations, orderId);
  return { orderId, lastChange };
}

/** What the engine's lists name as its last change, while they say that it is in this state. */
async function named(orderId: string, state: string): Promise<NonNullable<LastChange> | null> {
  const query = `WorkflowId = 'reservation/${orderId}' AND HoldfastState = '${state}' AND ExecutionStatus = 'Running'`;
  for await (const { runId, typedSearchAttributes } of world.client.workflow.list({ query })) {
    const changedAt = typedSearchAttributes.get(changedAtAttribute)?.toISOString();
    if (changedAt !== undefined) return { runId, changedAt };
  }
  return null;
}

describe('a list', () => {
  it('shows what has not changed without asking the order, also by another process', async () => {
    const { orderId } = await hold();
    const shown = await reservations.reservation(orderId);
    const row = await until('it is remembered', () => rowIn(blind(), orderId), PATIENT);
    expect(row).toEqual(shown);
  });

  it('asks an order as soon as the engine names a newer change, whoever made it', async () => {
    const { orderId, lastChange } = await hold();
    const other = createReservationsClient(world);
    await until('it is remembered', () => rowIn(blind(), orderId), PATIENT);
    await reservations.capture(orderId, { amountMinor: 100_000 });
    await until(
      'the lists name the capture',
      async () => {
        const now = await named(orderId, 'captured');
        return now !== null && now.changedAt > lastChange.changedAt;
      },
      PATIENT,
    );
    expect((await rowIn(other, orderId))?.amounts.capturedMinor).toBe(100_000);
  });

  it('shows who has sent a command what became of it, whatever is remembered', async () => {
    const { orderId } = await hold();
    await until('it is remembered', () => rowIn(blind(), orderId), PATIENT);
    await reservations.capture(orderId, { amountMinor: 100_000 });
    expect((await rowIn(reservations, orderId))?.amounts.capturedMinor).toBe(100_000);
  });
});

describe('of an answer', () => {
  const change = { runId: 'a-run', changedAt: '2026-11-21T10:00:00.000Z' };
  let shown: Reservation;
  beforeAll(async () => {
    shown = await reservations.reservation((await hold()).orderId);
  }, 120_000);

  /** Whether it is known under another change, with what was kept of it under this one. */
  async function isKnown(
    answer: Partial<Reservation>,
    { kept = change, asked = change }: { kept?: LastChange; asked?: LastChange } = {},
  ): Promise<boolean> {
    const known = createKnownRows(world.records.listed, createRecentCommands());
    const orderId = `booking-${crypto.randomUUID()}`;
    const row = (lastChange: LastChange): WantedRow => ({ orderId, lastChange });
    await known.keep([{ ...row(kept), reservation: { ...shown, ...answer, orderId } }]);
    return (await known.find([row(asked)])).has(orderId);
  }

  const attention = {
    code: 'books_differ',
    message: '',
    operationId: null,
    since: '',
    evidence: {},
  } as const;
  const operation = { kind: 'capture', status: 'pending' } as Reservation['operations'][number];
  const soon = new Date(Date.now() - 1).toISOString();

  it('nothing is remembered that would change without a word', async () => {
    expect(await isKnown({})).toBe(true);
    expect(await isKnown({ attention })).toBe(false);
    expect(await isKnown({ operations: [operation] })).toBe(false);
    expect(await isKnown({ operations: [{ ...operation, status: 'unknown' }] })).toBe(false);
    expect(await isKnown({ state: 'submitting' })).toBe(false);
    expect(await isKnown({ state: 'completed' })).toBe(false);
  });

  it('nothing is remembered without a change to hold it to, under another one, or in another run', async () => {
    expect(await isKnown({}, { kept: null })).toBe(false);
    expect(await isKnown({}, { asked: null })).toBe(false);
    expect(await isKnown({}, { asked: { ...change, changedAt: '2026-11-21T10:00:00.001Z' } })).toBe(false);
    expect(await isKnown({}, { asked: { ...change, runId: 'another-run' } })).toBe(false);
  });

  it('nothing is remembered of another version, with a field more or less', async () => {
    const { timer: _timer, ...less } = shown;
    const known = createKnownRows(world.records.listed, createRecentCommands());
    const row = { orderId: shown.orderId, lastChange: change };
    await known.keep([{ ...row, reservation: less as Reservation }]);
    expect((await known.find([row])).size).toBe(0);
    expect(await isKnown({ newField: true } as Partial<Reservation>)).toBe(false);
  });

  it('it is asked anew once a deadline of it has come', async () => {
    const { listed } = world.records;
    const known = createKnownRows(listed, createRecentCommands());
    const orderId = `booking-${crypto.randomUUID()}`;
    const row = { orderId, lastChange: change };
    const reservation = { ...shown, orderId, deadlines: { ...shown.deadlines, chargeBy: soon } };
    await known.keep([{ ...row, reservation }]);
    expect((await known.find([row])).has(orderId)).toBe(true);
    const [kept] = await listed.find([orderId]);
    await listed.keep(kept ? [{ ...kept, shownAt: new Date(Date.parse(soon) - 60_000).toISOString() }] : []);
    expect((await known.find([row])).has(orderId)).toBe(false);
  });

  it('it is asked anew while a command from here is on its way, and after it', async () => {
    const recent = createRecentCommands();
    const known = createKnownRows(world.records.listed, recent);
    const row = { orderId: shown.orderId, lastChange: change };
    await known.keep([{ ...row, reservation: shown }]);
    const isThere = async () => (await known.find([row])).has(shown.orderId);
    expect(await isThere()).toBe(true);
    const during = recent.following(async (_orderId: string) => isThere());
    expect([await during(shown.orderId), await isThere()]).toEqual([false, false]);
  });
});
