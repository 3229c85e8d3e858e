/** What is meant stands in the state before it is sent, so that whoever comes after a dead worker knows it. */
import { describe, expect, it } from '@jest/globals';
import type { Intent, Operation } from '../../workflows/operation';
import { send } from '../../workflows/transmit';
import { STRAY_URGENCY } from '../../workflows/urgency';
import { verify } from '../../workflows/verify';
import { placeUnseen, roomFor, type TestRoom } from './rooms';
import { asked, at, HOUR, ORDER_MINOR, reading, reserved, SCHEDULE_MS } from './states';

async function held(): Promise<TestRoom> {
  const room = roomFor(reserved());
  await placeUnseen(room);
  room.provider.pay('RES1');
  room.state.lastReading = reading({ at: at(HOUR) });
  return room;
}

/** The intent as it stood at the moment of each capture that was sent. */
async function intentsOfSending(room: TestRoom, operation: Operation): Promise<(Intent | null)[]> {
  const sending = room.sending(STRAY_URGENCY);
  const seen: (Intent | null)[] = [];
  const watched = {
    ...sending,
    capture(input: Parameters<typeof sending.capture>[0]) {
      seen.push(structuredClone(operation.intent));
      return sending.capture(input);
    },
  } as typeof sending;
  await send({ ...room, sending: () => watched }, operation);
  return seen;
}

describe('the intent of a capture', () => {
  it('stands in the state, with what the books showed, at the moment it is sent', async () => {
    const room = await held();
    const capture = asked(room.state, 'capture', { amountMinor: 1_000 });
    const [intent, ...others] = await intentsOfSending(room, capture);
    expect(others).toEqual([]);
    expect(intent).toMatchObject({
      baseline: { at: room.now(), status: 'RESERVED', capturedMinor: 0 },
      products: [{ amountMinor: 1_000 }],
      repeatable: false,
    });
  });

  it('stands there until its outcome is known, however long that takes', async () => {
    const room = await held();
    room.meets('none', 'lost_and_never_shown');
    const capture = asked(room.state, 'capture', { amountMinor: 1_000 });
    await send(room, capture);
    for (const _gap of SCHEDULE_MS) {
      room.setNow(capture.dueAt ?? '');
      await verify(room, capture);
      expect(capture).toMatchObject({ status: 'unknown', intent: { baseline: { capturedMinor: 0 } } });
    }
  });
});

describe('a capture of all that our own books have left', () => {
  it('is not sent again where the provider would take it twice, for a person was wrong about an earlier one', async () => {
    const room = await held();
    const { ledger } = room.state;
    const word = { operationId: 'a-word', reference: null, products: [], refundedProducts: [] };
    ledger.captures.push({ ...word, amountMinor: ORDER_MINOR - 1_000, refundedMinor: 0 });
    room.meets('lost_and_never_shown');
    const capture = asked(room.state, 'capture', {});
    await send(room, capture);
    expect(capture).toMatchObject({ status: 'unknown', amountMinor: 1_000, intent: { repeatable: true } });
    for (const _gap of SCHEDULE_MS) {
      room.setNow(capture.dueAt ?? '');
      await verify(room, capture);
    }
    expect(room.provider.truth('RES1').capturedMinor).toBe(1_000);
    expect(room.state.attentions.map(({ code }) => code)).toContain('operation_unsettled');
  });
});
