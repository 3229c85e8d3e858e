/** A second reservation of the same order is released, never captured, and forgotten once it holds nobody's money. */
import { describe, expect, it } from '@jest/globals';
import { clearStray } from '../../workflows/clear-stray';
import type { Stray } from '../../workflows/state';
import { placeUnseen, roomFor, type TestRoom } from './rooms';
import { at, awaitingPayment, HOUR, ORDER_MINOR, SCHEDULE_MS, SECOND, story } from './states';

const NOW = at(3 * HOUR);

/** Our own RES1, and a stray RES2. */
async function straying(orderId?: string): Promise<{ room: TestRoom; stray: Stray }> {
  const room = roomFor(awaitingPayment());
  await placeUnseen(room);
  const reservationUuid = await placeUnseen(room, orderId);
  const stray = { reservationUuid, tries: 0, dueAt: NOW };
  room.state.strays.push(stray);
  return { room, stray };
}

const capture = ({ provider }: TestRoom) =>
  provider.sending().capture({
    reservationUuid: 'RES2',
    operationId: 'dashboard',
    currency: 'NOK',
    amountMinor: ORDER_MINOR,
    products: [],
    note: null,
    at: NOW,
  });

describe('a stray', () => {
  it.each([false, true])(
    'is cancelled, and forgotten once the books agree, also when it was paid: %s',
    async (isReserved) => {
      const { room, stray } = await straying();
      if (isReserved) room.provider.pay('RES2');
      await clearStray(room, stray);
      expect(room.provider.truth('RES2').status).toBe('CANCELLED');
      expect(room.state.strays).toMatchObject([
        { reservationUuid: 'RES2', dueAt: at(3 * HOUR + 2 * SECOND) },
      ]);
      await clearStray(room, stray);
      expect(room.state).toMatchObject({ strays: [], examined: ['RES2'], attentions: [] });
      expect(story(room.state)).toContain('stray_cancelled');
      expect(room.provider.truth('RES1').status).toBe('SENT');
    },
  );

  it('of somebody else is left alone and forgotten', async () => {
    const { room, stray } = await straying('booking-7');
    await clearStray(room, stray);
    expect(room.provider.truth('RES2').status).toBe('SENT');
    expect(room.state).toMatchObject({ strays: [], examined: ['RES2'] });
  });

  it('that the provider does not know is looked for by the schedule, then let go, and may come back', async () => {
    const { room } = await straying();
    const ghost = { reservationUuid: 'RES404', tries: 0, dueAt: NOW };
    room.state.strays = [ghost];
    const gaps: number[] = [];
    while (room.state.strays.length > 0) {
      await clearStray(room, ghost);
      gaps.push(Date.parse(ghost.dueAt) - Date.parse(room.now()));
      room.setNow(ghost.dueAt);
    }
    expect(gaps).toEqual([...SCHEDULE_MS, 0]);
    expect(room.state).toMatchObject({ strays: [], examined: [], attentions: [] });
  });

  it('that cannot be released is tried by the schedule, told to a person when that has run out, and tried hourly', async () => {
    const { room, stray } = await straying();
    for (const gap of [...SCHEDULE_MS, HOUR]) {
      expect(room.state.attentions).toEqual([]);
      room.meets('none', 'lost_before');
      await clearStray(room, stray);
      expect(Date.parse(stray.dueAt) - Date.parse(room.now())).toBe(gap);
    }
    expect(room.state.attentions).toMatchObject([{ code: 'stray_reservation' }]);
    await clearStray(room, stray);
    await clearStray(room, stray);
    expect(room.state).toMatchObject({ strays: [], attentions: [] });
  });

  it('that was captured is told to a person at once, and forgotten once everything went back', async () => {
    const { room, stray } = await straying();
    room.provider.pay('RES2');
    await capture(room);
    await clearStray(room, stray);
    expect(room.state.attentions).toMatchObject([
      { code: 'stray_reservation', evidence: { reservationUuid: 'RES2' } },
    ]);
    const sending = room.provider.sending();
    await sending.complete({ reservationUuid: 'RES2', operationId: 'dashboard', note: 'x', at: NOW });
    await clearStray(room, stray);
    expect(room.state.strays).toHaveLength(1);
    const refund = {
      reservationUuid: 'RES2',
      operationId: 'dashboard',
      currency: 'NOK',
      products: [],
      at: NOW,
    };
    await sending.refund({ ...refund, source: 'captured', reference: 'CAP1', amountMinor: ORDER_MINOR });
    await clearStray(room, stray);
    expect(room.state).toMatchObject({ strays: [], attentions: [] });
  });
});
