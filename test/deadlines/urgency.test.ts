/** Which provider call goes first. */
import { describe, expect, it } from '@jest/globals';
import { captureSettlingMs, LAST_CALL_MS } from '../../workflows/call-budget';
import type { CommandKind } from '../../workflows/messages';
import type { Operation } from '../../workflows/operation';
import type { ReservationState } from '../../workflows/state';
import {
  STRAY_URGENCY,
  SWEEP_URGENCY,
  urgencyOfLooking,
  urgencyOfReading,
  urgencyOfSending,
} from '../../workflows/urgency';
import { asked, awaitingPayment, CAPTURE_BY, captured, ORDER_MINOR, reserved } from '../workflows/states';

const SETTLES_MS = captureSettlingMs(reserved().settings);
const MINUTE_MS = 60_000;

function ahead(deadline: string, ms: number): string {
  return new Date(Date.parse(deadline) - ms).toISOString();
}

function byTimer(state: ReservationState, kind: CommandKind): Operation {
  return Object.assign(asked(state, kind, { note: '' }), { requestedBy: 'timer' });
}

describe('a capture', () => {
  it.each([
    { left: 'a day', leftMs: 24 * 60 * MINUTE_MS, timer: 4, person: 3 },
    { left: 'just room for an ambiguous answer', leftMs: SETTLES_MS, timer: 2, person: 2 },
    { left: 'two minutes', leftMs: LAST_CALL_MS, timer: 1, person: 1 },
    { left: 'a second', leftMs: 1_000, timer: 1, person: 1 },
  ])('with $left left is of class $timer by the timer, $person by a person', ({ leftMs, timer, person }) => {
    const state = reserved();
    const now = ahead(CAPTURE_BY, leftMs);
    expect(urgencyOfSending(state, byTimer(state, 'capture'), now).priorityKey).toBe(timer);
    expect(urgencyOfSending(state, asked(state, 'capture', {}), now).priorityKey).toBe(person);
  });

  it('waits only until it belongs to the next class, and in the last one until its deadline', () => {
    const state = reserved();
    const capture = byTimer(state, 'capture');
    const waits = (leftMs: number) =>
      urgencyOfSending(state, capture, ahead(CAPTURE_BY, leftMs)).startWithinMs;
    expect(waits(SETTLES_MS + 5_000)).toBe(5_000);
    expect(waits(LAST_CALL_MS + 7_000)).toBe(7_000);
    expect(waits(30_000)).toBe(30_000);
  });

  it('that comes at its deadline has a millisecond, for none would mean for ever', () => {
    const state = reserved();
    expect(urgencyOfSending(state, byTimer(state, 'capture'), CAPTURE_BY).startWithinMs).toBe(1);
  });

  it('has its baseline read in its own class, with no limit on the reading', () => {
    const state = reserved();
    const capture = byTimer(state, 'capture');
    const now = ahead(CAPTURE_BY, 30_000);
    expect(urgencyOfLooking(state, capture, now)).toEqual({ priorityKey: 1, startWithinMs: null });
  });

  it('of unknown outcome is looked for at least as soon as what somebody waits for', () => {
    const state = reserved();
    const capture = Object.assign(byTimer(state, 'capture'), { status: 'unknown' });
    expect(urgencyOfLooking(state, capture, ahead(CAPTURE_BY, SETTLES_MS * 2)).priorityKey).toBe(3);
    expect(urgencyOfLooking(state, capture, ahead(CAPTURE_BY, 30_000)).priorityKey).toBe(1);
  });
});

describe('another operation', () => {
  it('of the timer that releases a hold is as urgent as a capture', () => {
    const state = reserved({ capture: 'manual' });
    const now = ahead(CAPTURE_BY, 30_000);
    expect(urgencyOfSending(state, byTimer(state, 'cancel'), now).priorityKey).toBe(1);
  });

  it.each<CommandKind>(['charge', 'refund', 'cancel', 'complete', 'resend'])(
    'that a person asked for goes before what only the timer wants: %s',
    (kind) => {
      const state = reserved();
      const now = ahead(CAPTURE_BY, SETTLES_MS * 2);
      const person = urgencyOfSending(state, asked(state, kind, { note: '' }), now);
      expect(person).toEqual({ priorityKey: 3, startWithinMs: null });
      expect(urgencyOfSending(state, byTimer(state, kind), now).priorityKey).toBe(4);
    },
  );
});

describe('a reading', () => {
  const NOON_BEFORE = ahead(CAPTURE_BY, 48 * 60 * MINUTE_MS);

  it('that tells of a payment goes with what somebody waits for', () => {
    const state = awaitingPayment();
    state.hints.push({ source: 'callback', reservationUuid: 'RES1' });
    expect(urgencyOfReading(state, NOON_BEFORE).priorityKey).toBe(3);
  });

  it('that only polls an unpaid order goes last', () => {
    expect(urgencyOfReading(awaitingPayment(), NOON_BEFORE).priorityKey).toBe(5);
  });

  it('that the timer needs for a capture goes with the capture', () => {
    expect(urgencyOfReading(reserved(), ahead(CAPTURE_BY, 30_000)).priorityKey).toBe(1);
  });

  it('of what was captured wholly goes last, however near the deadline is', () => {
    expect(urgencyOfReading(captured(ORDER_MINOR), ahead(CAPTURE_BY, 30_000)).priorityKey).toBe(5);
  });

  it('of a sweep or a stray waits behind people, and not behind the closing of thousands', () => {
    expect([SWEEP_URGENCY.priorityKey, STRAY_URGENCY.priorityKey]).toEqual([4, 4]);
  });
});
