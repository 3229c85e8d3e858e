/** The sending half of the money protocol: what is read before a send, and what is not sent at all. */
import { describe, expect, it } from '@jest/globals';
import { send } from '../../workflows/transmit';
import { placeUnseen, roomFor, type TestRoom } from './rooms';
import { asked, at, HOUR, operationAt, reading, reserved, SECOND, submitting } from './states';

const NOW = at(3 * HOUR);

/** A hold that the provider knows as well; its last reading is as old as told. */
async function held(readAt: string): Promise<TestRoom> {
  const room = roomFor(reserved());
  await placeUnseen(room);
  room.provider.pay('RES1');
  room.state.lastReading = reading({ at: readAt });
  return room;
}

describe('a command whose turn comes', () => {
  it('is refused by name, and reads nothing, when the submit before it was refused', async () => {
    const room = roomFor(submitting());
    Object.assign(operationAt(room.state, 0), { status: 'refused' });
    room.state.lifecycle = 'failed';
    const capture = asked(room.state, 'capture', {});
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'refused', reason: 'not_placed', putOff: 0 });
    expect(room.state.attentions).toEqual([]);
  });

  it('of a part of the hold is compared with what the books show right before it', async () => {
    const room = await held(at(HOUR));
    const capture = asked(room.state, 'capture', { amountMinor: 1_000 });
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'executed' });
    expect(room.state.lastReading?.at).toBe(NOW);
  });

  it('of a part of the hold does not read twice what was read a moment ago', async () => {
    const justNow = new Date(Date.parse(NOW) - SECOND).toISOString();
    const room = await held(justNow);
    await send(room, asked(room.state, 'capture', { amountMinor: 1_000 }));
    expect(room.state.lastReading?.at).toBe(justNow);
  });

  it('for the whole hold needs no reading of its own: its mark and the runway tell it apart', async () => {
    const room = await held(at(HOUR));
    const capture = asked(room.state, 'capture', {});
    await send(room, capture);
    expect(capture.status).toBe('executed');
    expect(room.state.lastReading?.at).toBe(at(HOUR));
  });

  it('is taken from the books, and not sent, where they show its mark: it was sent after the backup that we come from', async () => {
    const room = await held(at(HOUR));
    const backup = structuredClone(room.state);
    const first = asked(room.state, 'capture', { amountMinor: 1_000 });
    await send(room, first);
    for (const name of Object.keys(room.state)) Reflect.deleteProperty(room.state, name);
    Object.assign(room.state, backup);
    const again = asked(room.state, 'capture', { amountMinor: 1_000 });
    await send(room, again);
    expect(again).toMatchObject({
      operationId: first.operationId,
      status: 'executed',
      reference: first.reference,
      sentAt: null,
    });
    expect(room.state.ledger.captures).toMatchObject([
      { amountMinor: 1_000, operationId: first.operationId },
    ]);
    expect(room.provider.truth('RES1').capturedMinor).toBe(1_000);
  });

  it('that moves money is put off, and not sent, while the books cannot be read', async () => {
    const room = await held(at(HOUR));
    room.meets('lost_before');
    const capture = asked(room.state, 'capture', { amountMinor: 1_000 });
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'pending', reason: 'baseline_unreadable', sentAt: null });
  });
});
