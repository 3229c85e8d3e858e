/** An unknown outcome is read until the books tell, sent again only where a second execution would be refused. */
import { describe, expect, it } from '@jest/globals';
import type { CommandBodies } from '../../workflows/messages';
import type { Operation } from '../../workflows/operation';
import { send } from '../../workflows/transmit';
import { verify } from '../../workflows/verify';
import { placeUnseen, roomFor, type TestRoom } from './rooms';
import type { Fault } from './simulated-provider';
import {
  asked,
  at,
  awaitingPayment,
  DAY,
  HOUR,
  MINUTE,
  ORDER_MINOR,
  operationAt,
  SECOND,
  submitting,
} from './states';

const NOW = at(3 * HOUR);

/** A paid order, and a capture that met a fault when it was sent. */
async function capturing(
  body: CommandBodies['capture'],
  fault: Fault,
): Promise<{ room: TestRoom; operation: Operation }> {
  const state = awaitingPayment();
  const room = roomFor(state);
  await placeUnseen(room);
  room.provider.pay('RES1');
  const operation = asked(state, 'capture', body);
  room.meets('none', fault);
  await send(room, operation);
  return { room, operation };
}

/** Looks at each time that is due, so often, and gives the gaps between the looks in seconds. */
async function look(room: TestRoom, operation: Operation, times: number): Promise<number[]> {
  const gaps: number[] = [];
  for (let count = 0; count < times && operation.dueAt !== null; count += 1) {
    gaps.push((Date.parse(operation.dueAt) - Date.parse(room.now())) / SECOND);
    room.setNow(operation.dueAt);
    await verify(room, operation);
  }
  return gaps;
}

const executions = ({ provider }: TestRoom, { operationId }: Operation) =>
  provider.executed.get(operationId) ?? 0;

describe('an unknown capture', () => {
  it('is executed once where the books show it, at the first look', async () => {
    const { room, operation } = await capturing({}, 'lost_after');
    expect(operation).toMatchObject({ status: 'unknown', reason: 'connection_lost' });
    expect(await look(room, operation, 9)).toEqual([2]);
    expect(operation).toMatchObject({ status: 'executed', reference: 'CAP1' });
    expect(executions(room, operation)).toBe(1);
  });

  it('of the whole runway is sent again after the whole schedule, and then executed once', async () => {
    const { room, operation } = await capturing({}, 'lost_before');
    expect(await look(room, operation, 9)).toEqual([2, 5, 15, 30, 60, 120, 300]);
    expect(operation).toMatchObject({ status: 'executed', reference: 'CAP1' });
    expect(executions(room, operation)).toBe(1);
  });

  it('stays unknown when its repeat surely did not happen, and that one is made again after one more look', async () => {
    const { room, operation } = await capturing({}, 'lost_before');
    const readings = Array.from({ length: 7 }, (): Fault => 'none');
    room.meets(...readings, 'rate_limited', 'none', 'not_connected', 'none');
    await look(room, operation, 7);
    expect(operation).toMatchObject({ status: 'unknown', reason: 'rate_limited', ambiguousSends: 1 });
    expect(await look(room, operation, 1)).toEqual([7]);
    expect(operation).toMatchObject({ status: 'unknown', ambiguousSends: 1 });
    expect(await look(room, operation, 1)).toEqual([2]);
    expect(operation).toMatchObject({ status: 'executed', reference: 'CAP1' });
    expect(executions(room, operation)).toBe(1);
  });

  it('that the books show only after a person was asked is executed then, once, and nobody is asked any more', async () => {
    const { room, operation } = await capturing({ amountMinor: 1_000 }, 'lost_and_shown_late');
    await look(room, operation, 7);
    expect(room.state.attentions).toMatchObject([{ code: 'operation_unsettled' }]);
    await look(room, operation, 1);
    expect(operation.status).toBe('executed');
    expect(room.state.attentions).toEqual([]);
    expect(executions(room, operation)).toBe(1);
  });

  it('of the whole runway is done once although its repeat came before the books showed the first', async () => {
    const { room, operation } = await capturing({}, 'lost_and_shown_late');
    await look(room, operation, 20);
    expect(operation).toMatchObject({ status: 'executed', ambiguousSends: 2 });
    expect(room.provider.truth('RES1').capturedMinor).toBe(ORDER_MINOR);
    expect(executions(room, operation)).toBe(1);
  });

  it('of the whole runway is sent three times at most, and then given to a person', async () => {
    const { room, operation } = await capturing({}, 'lost_before');
    const readings: Fault[] = Array.from({ length: 7 }, () => 'none');
    room.meets(...readings, 'lost_before', ...readings, 'lost_before', ...readings, 'lost_before');
    await look(room, operation, 21);
    expect(operation).toMatchObject({ status: 'unknown', ambiguousSends: 3 });
    expect(room.state.attentions).toMatchObject([
      { code: 'operation_unsettled', operationId: operation.operationId },
    ]);
    expect(executions(room, operation)).toBe(0);
  });

  it('of a part is never sent again: a person decides', async () => {
    const { room, operation } = await capturing({ amountMinor: 1_000 }, 'lost_before');
    await look(room, operation, 30);
    expect(operation).toMatchObject({ status: 'unknown', ambiguousSends: 1 });
    expect(room.state.attentions).toMatchObject([{ code: 'operation_unsettled' }]);
    expect(executions(room, operation)).toBe(0);
  });

  it('is not sent again from its deadline on', async () => {
    const { room, operation } = await capturing({}, 'lost_before');
    await look(room, operation, 6);
    room.setNow(at(3 * HOUR + 7 * DAY));
    await verify(room, operation);
    expect(operation).toMatchObject({ status: 'unknown', ambiguousSends: 1 });
    expect(room.state.attentions.map(({ code }) => code)).toContain('operation_unsettled');
  });

  it('is followed at the schedule’s pace while the provider cannot be read, and a person is told', async () => {
    const { room, operation } = await capturing({}, 'lost_before');
    room.meets(...Array.from({ length: 9 }, (): Fault => 'lost_before'));
    expect(await look(room, operation, 9)).toEqual([2, 2, 5, 15, 30, 60, 120, 300, 300]);
    expect(operation).toMatchObject({ status: 'unknown', readings: [] });
    expect(room.state.attentions).toMatchObject([{ code: 'provider_unreachable' }]);
  });

  it('keeps no more readings than a person can read, however long nobody decides', async () => {
    const { room, operation } = await capturing({ amountMinor: 1_000 }, 'lost_before');
    await look(room, operation, 200);
    expect(operation.readings.length).toBeLessThanOrEqual(50);
    expect(operation.status).toBe('unknown');
  });
});

describe('an unknown submit', () => {
  async function submittingWith(fault: Fault): Promise<{ room: TestRoom; operation: Operation }> {
    const room = roomFor(submitting());
    const operation = operationAt(room.state, 0);
    room.meets(fault);
    await send(room, operation);
    return { room, operation };
  }

  it('that had worked is released, since its checkout URL is lost, and submitted anew', async () => {
    const { room, operation } = await submittingWith('lost_after');
    await look(room, operation, 1);
    expect(operation).toMatchObject({ status: 'executed', reference: 'RES2' });
    expect(room.provider.truth('RES1').status).toBe('CANCELLED');
    expect(room.state).toMatchObject({ lifecycle: 'awaitingPayment', reservationUuid: 'RES2' });
    expect(room.state.strays).toMatchObject([{ reservationUuid: 'RES1' }]);
  });

  it('that had worked and was paid is taken over', async () => {
    const { room, operation } = await submittingWith('lost_after');
    room.provider.pay('RES1');
    await look(room, operation, 1);
    expect(operation).toMatchObject({ status: 'executed', reference: 'RES1' });
    expect(room.state).toMatchObject({ lifecycle: 'reserved', reservationUuid: 'RES1' });
  });

  it('that was paid after it was found unpaid, and before it was released, is taken over', async () => {
    const { room, operation } = await submittingWith('lost_after');
    const { reading } = room;
    let looks = 0;
    // Paid right after the first look at it.
    const paying: TestRoom['reading'] = (urgency) => {
      const activities = reading(urgency);
      const readDetails: typeof activities.readDetails = Object.assign(
        async (input: Parameters<typeof activities.readDetails>[0]) => {
          const details = await activities.readDetails(input);
          looks += 1;
          if (looks === 1) room.provider.pay('RES1');
          return details;
        },
        { executeWithOptions: activities.readDetails.executeWithOptions },
      );
      return { ...activities, readDetails };
    };
    room.reading = paying;
    await look(room, operation, 1);
    expect(operation).toMatchObject({ status: 'executed', reference: 'RES1' });
    expect(room.provider.truth('RES1').status).toBe('RESERVED');
  });

  it('is looked for where a clock that differs has put it, before it is given up', async () => {
    const { room, operation } = await submittingWith('lost_after');
    const frames: number[] = [];
    const { reading } = room;
    room.reading = (urgency) => {
      const activities = reading(urgency);
      const searchStrangers: typeof activities.searchStrangers = Object.assign(
        async (input: Parameters<typeof activities.searchStrangers>[0]) => {
          frames.push((Date.parse(input.sentAt) - Date.parse(input.from)) / MINUTE);
          return { reservationUuids: [] };
        },
        { executeWithOptions: activities.searchStrangers.executeWithOptions },
      );
      return { ...activities, searchStrangers };
    };
    await look(room, operation, 7);
    expect(frames).toEqual([2, 2, 2, 2, 2, 2, 10]);
  });

  it('that had not worked is sent again after the schedule', async () => {
    const { room, operation } = await submittingWith('lost_before');
    expect(await look(room, operation, 9)).toEqual([2, 5, 15, 30, 60, 120, 300]);
    expect(room.state).toMatchObject({ lifecycle: 'awaitingPayment', reservationUuid: 'RES1' });
  });

  it('begins its readings again when it was sent anew and got no answer again', async () => {
    const { room, operation } = await submittingWith('lost_after');
    // History, the candidate's details twice, its cancelling, the second submit.
    room.meets('none', 'none', 'none', 'none', 'lost_before');
    await look(room, operation, 1);
    expect(operation).toMatchObject({ status: 'unknown', ambiguousSends: 2, readings: [] });
    expect(Date.parse(operation.dueAt ?? '') - Date.parse(room.now())).toBe(2 * SECOND);
  });

  it('tells a person of a token that is not right, at a fair pace, and forgets it when it is', async () => {
    const { room, operation } = await submittingWith('lost_before');
    room.meets('unauthorized', 'unauthorized', 'unauthorized', 'none');
    expect(await look(room, operation, 3)).toEqual([2, 2, 5]);
    expect(room.state.attentions).toMatchObject([{ code: 'provider_unauthorized' }]);
    await look(room, operation, 1);
    expect(room.state.attentions).toEqual([]);
  });

  it('tells a person when the history cannot be read', async () => {
    const { room, operation } = await submittingWith('lost_before');
    room.meets(...Array.from({ length: 9 }, (): Fault => 'lost_before'));
    await look(room, operation, 9);
    expect(room.state.attentions).toMatchObject([{ code: 'provider_unreachable' }]);
  });

  it('is not stopped by one candidate that cannot be read', async () => {
    const { room, operation } = await submittingWith('lost_before');
    await placeUnseen(room, 'booking-7');
    room.meets('none', 'lost_before');
    await look(room, operation, 1);
    expect(operation.readings).toHaveLength(1);
    expect(room.state.examined).toEqual([]);
  });

  it('leaves other orders’ reservations alone', async () => {
    const { room, operation } = await submittingWith('lost_before');
    await placeUnseen(room, 'booking-7');
    await look(room, operation, 2);
    expect(room.provider.truth('RES1').status).toBe('SENT');
    expect(room.state.examined).toEqual(['RES1']);
  });
});

describe('an unknown resend', () => {
  it('blocks nobody and ends as refused when the history does not show it', async () => {
    const state = awaitingPayment();
    const room = roomFor(state);
    await placeUnseen(room);
    const operation = asked(state, 'resend', {});
    room.meets('lost_before');
    await send(room, operation);
    await look(room, operation, 60);
    expect(['refused', 'executed']).toContain(operation.status);
    expect(state.attentions).toEqual([]);
    expect(NOW < room.now() && Date.parse(room.now()) - Date.parse(NOW) < 30 * MINUTE).toBe(true);
  });
});

describe('nothing', () => {
  it('is captured above the hold by a repeat that the provider had done late', async () => {
    const { room, operation } = await capturing({}, 'shown_late');
    expect(operation.status).toBe('executed');
    await look(room, operation, 3);
    expect(room.provider.truth('RES1').capturedMinor).toBe(ORDER_MINOR);
  });
});
