/** The sending half of the money protocol: what is read before a send, and what is not sent at all. */
import { describe, expect, it } from '@jest/globals';
import type { Operation } from '../../workflows/operation';
import { send } from '../../workflows/transmit';
import { placeUnseen, roomFor, type TestRoom } from './rooms';
import { asked, at, HOUR, operationAt, reading, reserved, SECOND, submitting } from './states';

const NOW = at(3 * HOUR);
const ago = (ms: number) => at(3 * HOUR - ms);

/** A hold that the provider knows as well; its last reading is as old as told. */
async function held(readAt: string): Promise<TestRoom> {
  const room = roomFor(reserved());
  await placeUnseen(room);
  room.provider.pay('RES1');
  room.state.lastReading = reading({ at: readAt });
  return room;
}

/** A capture of a part, asked for now or so long ago. */
function partAsked({ state }: TestRoom, { agoMs } = { agoMs: 0 }): Operation {
  return Object.assign(asked(state, 'capture', { amountMinor: 1_000 }), { requestedAt: ago(agoMs) });
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

  it('of a part of the hold does not read twice what was read since it was asked for', async () => {
    const room = await held(ago(SECOND));
    await send(room, partAsked(room, { agoMs: 2 * SECOND }));
    expect(room.state.lastReading?.at).toBe(ago(SECOND));
  });

  it('of a part of the hold is read for, however young the last reading, when it was asked for since', async () => {
    const room = await held(ago(2 * SECOND));
    await send(room, partAsked(room, { agoMs: SECOND }));
    expect(room.state.lastReading?.at).toBe(NOW);
  });

  it('for the whole hold needs no reading of its own: its mark and the runway tell it apart', async () => {
    const room = await held(at(HOUR));
    const capture = asked(room.state, 'capture', {});
    await send(room, capture);
    expect(capture.status).toBe('executed');
    expect(room.state.lastReading?.at).toBe(at(HOUR));
  });

  it.each([
    ['long before', at(HOUR)],
    ['a moment before', ago(SECOND)],
  ])(
    'is taken from the books, and not sent, where they show its mark: it was sent after the backup that we come from, which was read %s',
    async (_, readAt) => {
      const room = await held(readAt);
      const backup = structuredClone(room.state);
      const first = partAsked(room);
      await send(room, first);
      for (const name of Object.keys(room.state)) Reflect.deleteProperty(room.state, name);
      Object.assign(room.state, backup);
      const again = partAsked(room);
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
    },
  );

  it('that moves money is put off, and not sent, while the books cannot be read', async () => {
    const room = await held(at(HOUR));
    room.meets('lost_before');
    const capture = asked(room.state, 'capture', { amountMinor: 1_000 });
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'pending', reason: 'baseline_unreadable', sentAt: null });
  });

  it('is put off for no time at all where its worker was lost before it began to send', async () => {
    const room = await held(at(HOUR));
    room.meets('none', 'worker_lost_unbegun');
    const capture = partAsked(room);
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'pending', reason: 'not_begun', ambiguousSends: 0 });
    expect(capture.dueAt).toBe(room.now());
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'executed', reference: 'CAP1' });
  });

  it('is unknown for an order from before workers had the engine write down that they send', async () => {
    const room = await held(at(HOUR));
    room.state.settings.rules = 4;
    room.meets('none', 'worker_lost_unbegun');
    const capture = partAsked(room);
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'unknown', reason: 'worker_lost', ambiguousSends: 1 });
  });
});
