/**
 * History is written in Oslo's local time, without a zone: on the last Sunday of March an hour is missing, on that of
 * October one comes twice. Whatever the hour, nothing is found that was not, and nothing missed.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { resendUpdate } from '../../workflows/messages';
import { ask, executions, uuidOf } from '../support/orders';
import { startWorld, type World } from '../support/world';
import { advanceTo, anOrderAt, placeAt, startAt, sweepsFrom, untilKnown } from './clocks-support';
import { expectTrueLedger, timesSent } from './true-books';

const MINUTE_MS = 60_000;

/** Clocks go forward at 01:00 UTC on 28 March 2027, and back at 01:00 UTC on 31 October 2027. */
const MOMENTS = [
  ['the moment before the missing hour', '2027-03-28T00:59:58.000Z'],
  ['the first of the two equal hours', '2027-10-31T00:30:00.000Z'],
  ['the second of the two equal hours', '2027-10-31T01:30:00.000Z'],
  ['the minute after both', '2027-10-31T02:00:30.000Z'],
] as const;

let world: World;
/** A world whose history names captures by their reservation only: rows of two of them may look alike. */
let alike: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500 });
  alike = await startWorld({ sandbox: { historyTakingUuid: 'reservation' } });
});
afterEach(() => {
  world.sandbox.control.clearFaults();
  world.callbacks.losing = false;
  alike.callbacks.losing = false;
});
afterAll(async () => {
  await alike.close();
  await world.close();
});

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

describe.each(MOMENTS)('in %s', (_name, at) => {
  it('a submit whose answer was lost is found, and one reservation stands', async () => {
    const order = anOrderAt(at);
    const referenceNo = order.orderId;
    const { control } = world.sandbox;
    control.setFault({ call: 'submit', kind: 'reset', when: 'after', times: 1, referenceNo });
    const placed = await placeAt(world, order, at);
    const made = control.reservations({ referenceNo });
    expect(made.map(({ status }) => status).sort()).toEqual(['CANCELLED', 'SENT']);
    expect(Math.abs(Date.parse(made[0]?.createdAt ?? '') - Date.parse(at))).toBeLessThan(MINUTE_MS);
    expect(placed.attention).toBeNull();
  });

  it('a submit that was paid before it was found is taken over', async () => {
    const customer = { ...anOrderAt(at).customer, email: 'autopay+20@example.com' };
    const order = anOrderAt(at, { customer });
    const referenceNo = order.orderId;
    const { control } = world.sandbox;
    world.callbacks.losing = true;
    control.setFault({ call: 'submit', kind: 'reset', when: 'after', times: 1, referenceNo });
    await startAt(world, order, at);
    const hold = await untilKnown(world, order.orderId, ({ state }) => state === 'reserved');
    expect(control.reservations({ referenceNo }).map(({ status }) => status)).toEqual(['RESERVED']);
    expectTrueLedger(world, hold);
  });

  it.each(['after', 'before'] as const)(
    'a link sent once more whose answer was lost %s it was sent is what it was',
    async (when) => {
      const placed = await placeAt(world, anOrderAt(at), at);
      const reservationUuid = uuidOf(placed);
      const { control } = world.sandbox;
      control.setFault({ call: 'resend', kind: 'reset', when, times: 1, reservationUuid });
      const asking = ask(world, placed.orderId, resendUpdate, {});
      const status = await asking.then(
        ({ operation }) => operation.status,
        () => 'refused',
      );
      expect(status).toBe(when === 'after' ? 'executed' : 'refused');
      expect(timesSent(world, placed, 'resend')).toBe(1);
    },
  );

  it('a link sent an hour ago is not taken for the one that was lost now', async () => {
    const placed = await placeAt(world, anOrderAt(at), at);
    const reservationUuid = uuidOf(placed);
    await ask(world, placed.orderId, resendUpdate, {});
    await advanceTo(world, placed, later(at, 60 * MINUTE_MS));
    world.sandbox.control.setFault({
      call: 'resend',
      kind: 'reset',
      when: 'before',
      times: 1,
      reservationUuid,
    });
    await expect(ask(world, placed.orderId, resendUpdate, {})).rejects.toThrow();
    expect(executions(world, placed)).toEqual(['submit', 'resend']);
  });

  it('the sweep finds a payment whose callback was lost, and tells nobody twice', async () => {
    const placed = await placeAt(world, anOrderAt(at), at);
    world.callbacks.losing = true;
    world.sandbox.control.pay(uuidOf(placed));
    const last = await sweepsFrom(world, at, { afterMs: [2 * MINUTE_MS] });
    const hold = await untilKnown(world, placed.orderId, ({ state }) => state === 'reserved');
    const read = timesSent(world, hold, 'details');
    await sweepsFrom(world, at, { afterMs: [4 * MINUTE_MS, 20 * MINUTE_MS, 70 * MINUTE_MS], last });
    expect(timesSent(world, hold, 'details')).toBe(read);
  });

  it('the sweep finds a payment whose row comes an hour late', async () => {
    const placed = await placeAt(world, anOrderAt(at), at);
    const { control } = world.sandbox;
    world.callbacks.losing = true;
    control.pay(uuidOf(placed));
    control.setFault({ historyLagMs: 60 * MINUTE_MS, reservationUuid: uuidOf(placed) });
    const last = await sweepsFrom(world, at, { afterMs: [5 * MINUTE_MS, 58 * MINUTE_MS] });
    control.advance('PT62M', uuidOf(placed));
    await sweepsFrom(world, at, { afterMs: [63 * MINUTE_MS], last });
    const hold = await untilKnown(world, placed.orderId, ({ state }) => state === 'reserved');
    expectTrueLedger(world, hold);
  });

  it('the sweep finds two captures by hand an hour apart, though history may write them alike', async () => {
    const placed = await placeAt(alike, anOrderAt(at, { policy: { complete: 'manual' } }), at);
    const reservationUuid = uuidOf(placed);
    const { control } = alike.sandbox;
    control.pay(reservationUuid);
    await untilKnown(alike, placed.orderId, ({ state }) => state === 'reserved');
    alike.callbacks.losing = true;
    const hasCaptured = (capturedMinor: number) =>
      untilKnown(alike, placed.orderId, ({ amounts }) => amounts.capturedMinor === capturedMinor);
    control.captureInDashboard(reservationUuid, { amountMinor: 50_000 });
    const last = await sweepsFrom(alike, at, { afterMs: [2 * MINUTE_MS] });
    await hasCaptured(50_000);
    control.advance('PT1H', reservationUuid);
    control.captureInDashboard(reservationUuid, { amountMinor: 50_000 });
    await sweepsFrom(alike, at, { afterMs: [30 * MINUTE_MS, 63 * MINUTE_MS], last });
    expectTrueLedger(alike, await hasCaptured(100_000));
  });
});
