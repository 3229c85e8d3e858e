/** A reading taken over: what is new is adopted, what lags is read again, what contradicts is raised and never followed. */
import { describe, expect, it } from '@jest/globals';
import { observe } from '../../workflows/observe';
import type { Reading } from '../../workflows/reading';
import { nextReading } from '../../workflows/reading-plan';
import type { ReservationState } from '../../workflows/state';
import {
  asked,
  at,
  awaitingPayment,
  CAPTURE_AT,
  CAPTURE_BY,
  captured,
  DAY,
  HOUR,
  MINUTE,
  movement,
  ORDER_MINOR,
  operationAt,
  PAY_BY,
  RESERVED_AT,
  reading,
  readingOf,
  readingWith,
  reserved,
  SCHEDULE_MS,
  SECOND,
  story,
  unknownOperation,
  unpaidReading,
} from './states';

const NOW = at(3 * HOUR);
const codes = (state: ReservationState) => state.attentions.map(({ code }) => code);

describe('a hold', () => {
  it('is taken over with its deadlines, counted from the provider’s own time', () => {
    const state = awaitingPayment();
    observe(state, reading(), at(2 * HOUR));
    expect(state).toMatchObject({
      lifecycle: 'reserved',
      reservedAt: RESERVED_AT,
      readAt: null,
      reminders: [],
    });
    expect(state.ledger.reservedMinor).toBe(ORDER_MINOR);
    expect(state.timeline.find(({ type }) => type === 'hold_made')?.data).toMatchObject({
      captureAt: CAPTURE_AT,
      captureBy: CAPTURE_BY,
    });
  });

  it('counts from now where the provider does not say when it was made', () => {
    const state = awaitingPayment();
    observe(state, reading({ reservedAt: null }), NOW);
    expect(state.reservedAt).toBe(NOW);
  });

  it('keeps its time: a second reading moves no deadline', () => {
    const state = reserved();
    observe(state, reading({ reservedAt: at(5 * HOUR) }), at(6 * HOUR));
    expect(state.reservedAt).toBe(RESERVED_AT);
    expect(story(state).filter((type) => type === 'hold_made')).toHaveLength(1);
  });

  it('says so when its margin is shorter than an ambiguous answer takes to settle', () => {
    const settlingMs = SCHEDULE_MS.reduce((sum, gap) => sum + gap, 0) + 30 * SECOND;
    const stories = [settlingMs, settlingMs - 1].map((safetyMarginMs) => story(reserved({ safetyMarginMs })));
    expect(stories.map((types) => types.includes('margin_shorter_than_settling'))).toEqual([false, true]);
  });

  it('asks for no reading of its own while it waits for its timer', () => {
    expect(nextReading(reserved(), NOW)).toBeNull();
  });
});

describe('what somebody else has moved', () => {
  it('is adopted when it is consistent, and named on the timeline', () => {
    const state = reserved();
    observe(
      state,
      readingWith({ captures: [movement('CAP9', 100_000)], charges: [movement('CHA9', 500)] }),
      NOW,
    );
    expect(state.lifecycle).toBe('captured');
    expect(state.ledger.captures).toMatchObject([{ reference: 'CAP9', operationId: null }]);
    expect(state.timeline.filter(({ type }) => type.endsWith('_adopted'))).toMatchObject([
      { type: 'capture_adopted', source: 'provider', data: { reference: 'CAP9', amountMinor: 100_000 } },
      { type: 'charge_adopted', data: { reference: 'CHA9', amountMinor: 500 } },
    ]);
    expect(state.attentions).toEqual([]);
  });

  it('is adopted as a refund of its source', () => {
    const state = captured();
    const { operationId } = operationAt(state, 1);
    const back = movement('CAP1', ORDER_MINOR, { marker: operationId, refundedMinor: 7_000 });
    observe(state, readingWith({ captures: [back] }), NOW);
    expect(state.ledger.captures[0]?.refundedMinor).toBe(7_000);
    expect(story(state)).toContain('refund_adopted');
  });

  it('explains why a timer was refused: the timers go on', () => {
    const state = reserved();
    state.timersHalted = true;
    observe(state, reading(), NOW);
    expect(state.timersHalted).toBe(true);
    observe(state, readingWith({ captures: [movement('CAP9', 100_000)] }), NOW);
    expect(state.timersHalted).toBe(false);
  });

  it('changes nothing the second time', () => {
    const state = reserved();
    const shows = readingWith({ captures: [movement('CAP9', 100_000)] });
    observe(state, shows, NOW);
    const once = structuredClone(state);
    observe(state, shows, NOW);
    expect(state).toEqual(once);
  });
});

describe('an unknown operation', () => {
  it('is settled by the reading that shows it, and booked once', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, ORDER_MINOR);
    const shows = readingWith({
      captures: [movement('CAP1', ORDER_MINOR, { marker: operation.operationId })],
    });
    observe(state, shows, NOW);
    expect(operation).toMatchObject({ status: 'executed', reference: 'CAP1' });
    expect(state.ledger.captures).toHaveLength(1);
    expect(state.dirty).toBe(false);
    expect(story(state)).not.toContain('capture_adopted');
  });

  it('stays unknown while nothing shows it', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, ORDER_MINOR);
    observe(state, reading(), NOW);
    expect(operation.status).toBe('unknown');
  });
});

describe('a reading that shows less than we know', () => {
  it('is read again by the schedule, then raised, and clears itself when the books have caught up', () => {
    const state = captured();
    const known = structuredClone(state.ledger);
    let now = NOW;
    for (const gap of SCHEDULE_MS) {
      observe(state, reading(), now);
      expect([state.attentions, state.readAt]).toEqual([[], at(Date.parse(now) - Date.parse(at(0)) + gap)]);
      now = state.readAt ?? '';
    }
    observe(state, reading(), now);
    expect(codes(state)).toEqual(['books_differ']);
    expect(state.attentions[0]?.evidence).toMatchObject({
      reason: 'shows_less',
      known: { lifecycle: 'captured' },
    });
    expect(Date.parse(state.readAt ?? '') - Date.parse(now)).toBe(HOUR);
    expect(state).toMatchObject({ lifecycle: 'captured', ledger: known });
    observe(state, readingOf(state), state.readAt ?? '');
    expect(state).toMatchObject({ attentions: [], readAt: null, rereads: 0, lifecycle: 'captured' });
    expect(story(state).slice(-1)).toEqual(['attention_cleared']);
  });

  it.each<[string, ReservationState, Reading]>([
    ['not_reserved any more', reserved(), unpaidReading()],
    ['nothing captured any more', captured(), reading()],
    ['a cancelled order as reserved', { ...reserved(), lifecycle: 'cancelled' }, reading()],
  ])('never takes anything back: %s', (_what, state, shows) => {
    const before = structuredClone([state.lifecycle, state.ledger, state.lastReading]);
    observe(state, shows, NOW);
    expect([state.lifecycle, state.ledger, state.lastReading]).toEqual(before);
    expect(state.readAt).toBe(at(3 * HOUR + 2 * SECOND));
  });
});

describe('a reading that cannot be explained', () => {
  it.each<[string, ReservationState, Reading, string]>([
    [
      'figures that do not add up',
      reserved(),
      reading({ capturedMinor: 2, captures: [movement('CAP1', 1)] }),
      'figures_do_not_add_up',
    ],
    ['a status nobody documented', reserved(), reading({ status: 'ON_HOLD' }), 'status_unknown'],
    ['a hold of nothing', awaitingPayment(), reading({ reservedMinor: 0 }), 'hold_without_amount'],
    [
      'a captured order as cancelled',
      captured(),
      { ...readingOf(captured()), status: 'CANCELLED' },
      'already_moved',
    ],
    [
      'an expired order as reserved',
      { ...awaitingPayment(), lifecycle: 'expired' },
      reading(),
      'ended_otherwise',
    ],
  ])('is raised after the schedule, and never followed: %s', (_what, state, shows, reason) => {
    const before = structuredClone([state.lifecycle, state.ledger]);
    let now = NOW;
    for (let count = 0; count <= SCHEDULE_MS.length; count += 1) {
      observe(state, shows, now);
      // What a hint has us read in between uses up nothing of the schedule.
      observe(state, shows, now);
      expect(state.attentions).toHaveLength(count < SCHEDULE_MS.length ? 0 : 1);
      now = state.readAt ?? '';
    }
    expect([state.lifecycle, state.ledger]).toEqual(before);
    expect(state.attentions).toMatchObject([{ code: 'books_differ', evidence: { reason } }]);
  });
});

describe('the next reading of an unpaid order', () => {
  it('is an hour away, or at the link’s end', () => {
    const state = awaitingPayment();
    expect(nextReading(state, NOW)).toBe(at(4 * HOUR));
    expect(nextReading(state, at(10 * DAY - MINUTE))).toBe(PAY_BY);
  });

  it('past the link’s end goes by the schedule, then hourly, until the provider says how it ended', () => {
    const state = awaitingPayment({ unpaid: 'leave' });
    let now = PAY_BY;
    const gaps = Array.from({ length: SCHEDULE_MS.length + 2 }, () => {
      observe(state, unpaidReading({ at: now }), now);
      const gap = Date.parse(state.readAt ?? '') - Date.parse(now);
      now = state.readAt ?? '';
      return gap;
    });
    expect(gaps).toEqual([...SCHEDULE_MS, HOUR, HOUR]);
    observe(state, unpaidReading({ status: 'EXPIRED' }), now);
    expect(state).toMatchObject({ lifecycle: 'expired', readAt: null });
  });
});

describe('a reading at all', () => {
  it('takes back what was raised because there was none', () => {
    const state = reserved();
    const standing = { message: 'Look', operationId: null, since: NOW, evidence: null };
    state.attentions = (
      ['provider_unreachable', 'provider_unauthorized', 'reservation_missing'] as const
    ).map((code) => ({
      code,
      ...standing,
    }));
    observe(state, reading(), NOW);
    expect(state.attentions).toEqual([]);
  });

  it('leaves what waits in the queue alone', () => {
    const state = reserved();
    const operation = asked(state, 'capture', {});
    observe(state, reading(), NOW);
    expect(operation.status).toBe('pending');
  });
});
