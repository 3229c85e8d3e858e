/** The state an order begins with, and how operations enter it: every id its own. */
import { describe, expect, it } from '@jest/globals';
import { addOperation, newState } from '../../workflows/new-state';
import { asked, at, DAY, HOUR, operationAt, reserved, SCHEDULE_MS, story, submitting, T0 } from './states';

describe('a new order', () => {
  it('has its submit asked for, and nothing else', () => {
    const state = submitting();
    expect(state).toMatchObject({
      lifecycle: 'submitting',
      reservationUuid: null,
      readAt: null,
      placed: false,
    });
    expect(state.operations).toHaveLength(1);
    expect(operationAt(state, 0)).toMatchObject({
      operationId: 'submit-1',
      kind: 'submit',
      status: 'pending',
      requestedBy: 'booking',
      requestedAt: T0,
      dueAt: null,
      body: null,
    });
    expect(story(state)).toEqual(['order_placed']);
  });

  it('is plain JSON, to the last field', () => {
    const state = submitting({ remindBeforeMs: [HOUR] });
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('has its reminders in the order of their times, without those that have gone by', () => {
    const { reminders } = submitting({ remindBeforeMs: [HOUR, 2 * DAY, 10 * DAY, 11 * DAY] });
    expect(reminders).toEqual([at(8 * DAY), at(10 * DAY - HOUR)]);
  });

  it('counts the attempts of an earlier life that had failed, so that no callback URL is built twice', () => {
    const { input, order } = submitting();
    const settings = { verifyScheduleMs: SCHEDULE_MS, providerTimeoutMs: 1 };
    expect(newState({ input, order, settings, attempts: 3 }, T0).attempts).toBe(3);
  });
});

describe('an operation', () => {
  it('is queued under the id it came with', () => {
    const state = reserved();
    const asking = { kind: 'capture', body: {}, requestedBy: 'operator', operationId: 'k-0a1b' } as const;
    expect(addOperation(state, asking, T0).operationId).toBe('k-0a1b');
    expect(state.timeline.at(-1)).toMatchObject({
      type: 'capture_asked',
      source: 'operator',
      data: { operationId: 'k-0a1b' },
    });
  });

  it('gets an id of its own where it came without one', () => {
    const state = reserved();
    expect(
      [asked(state, 'capture', {}), asked(state, 'capture', {})].map(({ operationId }) => operationId),
    ).toEqual(['capture-2', 'capture-3']);
  });

  it('never gets an id that a caller has given to another one: a marker must name one operation', () => {
    const state = reserved();
    const theirs = { kind: 'capture', body: {}, requestedBy: 'temporal', operationId: 'capture-3' } as const;
    addOperation(state, theirs, T0);
    asked(state, 'capture', {});
    const ids = state.operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(3);
  });
});
