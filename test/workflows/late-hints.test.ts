/** Hints that come while the books are being read: the answer may be older than what they tell of. */
import { describe, expect, it } from '@jest/globals';
import { readBooks } from '../../workflows/read-books';
import { SWEEP_URGENCY } from '../../workflows/urgency';
import { placeUnseen, roomFor } from './rooms';
import { awaitingPayment } from './states';
import { stepAt } from './steps';

describe('a hint that comes while the books are read', () => {
  it('asks for a reading of its own', async () => {
    const room = roomFor(awaitingPayment());
    const reservationUuid = await placeUnseen(room);
    const { state } = room;
    state.reservationUuid = reservationUuid;
    const { readDetails, readHistory } = room.reading(SWEEP_URGENCY);
    const reading = {
      readHistory,
      async readDetails(input: Parameters<typeof readDetails>[0]) {
        const shown = await readDetails(input);
        room.provider.pay(reservationUuid);
        state.hints.push({ source: 'callback', reservationUuid });
        return shown;
      },
    } as ReturnType<typeof room.reading>;
    await readBooks({ ...room, reading: () => reading }, SWEEP_URGENCY);
    expect([state.lifecycle, stepAt(state, room.now())]).toEqual(['awaitingPayment', 'read']);
  });
});
