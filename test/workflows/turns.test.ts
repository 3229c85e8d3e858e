/** Who goes before whom, and who waits for nobody. */
import { describe, expect, it } from '@jest/globals';
import type { CommandBodies, CommandKind } from '../../workflows/messages';
import { nextStep } from '../../workflows/next-step';
import type { Resolution } from '../../workflows/operation';
import {
  asked,
  at,
  awaitingPayment,
  CAPTURE_AT,
  CAPTURE_BY,
  captured,
  DAY,
  HOUR,
  operationAt,
  reserved,
  SECOND,
  unknownOperation,
} from './states';
import { attention, stepAt } from './steps';

describe('the order of things', () => {
  const now = at(2 * HOUR + 2 * SECOND);
  const resolution: Resolution = {
    key: null,
    operationId: 'capture-2',
    outcome: 'executed',
    evidence: 'Seen',
    requestedBy: 'operator',
    requestedAt: now,
    dueAt: now,
    result: null,
    shown: null,
  };

  it('is: a person’s word, what is unknown, strays, the reading, the queue, the timers, the end', () => {
    const state = reserved({ captureAt: 'reserved' });
    state.resolutions = [resolution];
    const unknown = unknownOperation(state, 'capture', {}, 1);
    state.strays = [{ reservationUuid: 'RES9', tries: 0, dueAt: now }];
    state.hints = [{ source: 'callback', reservationUuid: 'RES1' }];
    expect(stepAt(state, now)).toBe('resolve');
    resolution.dueAt = null;
    expect(stepAt(state, now)).toBe('verify capture');
    unknown.status = 'refused';
    asked(state, 'charge', { lines: [] });
    expect(stepAt(state, now)).toBe('clear');
    state.strays = [];
    expect(stepAt(state, now)).toBe('read');
    state.hints = [];
    expect(stepAt(state, now)).toBe('send charge');
    operationAt(state, 2).status = 'refused';
    expect(stepAt(state, now)).toBe('ask capture');
  });

  it('lets one money operation go at a time, in the order they were asked', () => {
    const state = reserved();
    asked(state, 'charge', { lines: [] });
    asked(state, 'capture', {});
    const step = nextStep(state, now);
    expect(step).toMatchObject({ do: 'send', operation: { operationId: 'charge-2' } });
  });

  it('holds the queue while an outcome is unknown, but for a mail', () => {
    const state = reserved();
    unknownOperation(state, 'capture', {}, 1).dueAt = at(5 * HOUR);
    asked(state, 'charge', { lines: [] });
    expect(stepAt(state, now)).toBe(`wait ${at(5 * HOUR)}`);
    asked(state, 'resend', {});
    expect(stepAt(state, now)).toBe('send resend');
  });

  it('holds what was put off until its time, and the timers with it', () => {
    const state = reserved({ captureAt: 'reserved' });
    asked(state, 'cancel', { note: 'Not wanted' }).dueAt = at(5 * HOUR);
    expect(stepAt(state, now)).toBe(`wait ${at(5 * HOUR)}`);
    expect(stepAt(state, at(5 * HOUR))).toBe('send cancel');
  });

  it('lets no charge, refund or mail that was put off make a capture late', () => {
    const waiting: [CommandKind, CommandBodies[CommandKind]][] = [
      ['charge', { lines: [] }],
      ['refund', { reference: 'CAP1' }],
      ['resend', {}],
    ];
    for (const [kind, body] of waiting) {
      const state = reserved({ captureAt: 'reserved' });
      asked(state, kind, body).dueAt = at(5 * HOUR);
      expect([kind, stepAt(state, now)]).toEqual([kind, 'ask capture']);
      asked(state, 'capture', {}, 'timer');
      expect([kind, stepAt(state, now)]).toEqual([kind, 'send capture']);
    }
  });

  it('tells a person of a capture that is put off and off, while there is still time', () => {
    const state = reserved();
    const untilRisk = 7 * DAY - 532 * SECOND - 30 * SECOND;
    const capture = asked(state, 'capture', {}, 'timer');
    capture.dueAt = CAPTURE_BY;
    expect(stepAt(state, CAPTURE_AT)).toBe(`wait ${at(HOUR + untilRisk)}`);
    expect(stepAt(state, at(HOUR + untilRisk))).toBe('warn capture_at_risk');
    state.attentions.push(attention('capture_at_risk'));
    expect(stepAt(state, at(HOUR + untilRisk))).toBe(`wait ${CAPTURE_BY}`);
  });

  it('reads the books after anything of ours that is not followed by completing at once', () => {
    const state = captured(200_000);
    state.dirty = true;
    expect(stepAt(state, now)).toBe('read');
    state.readAt = at(5 * HOUR);
    expect(stepAt(state, now)).toBe(`wait ${at(5 * HOUR)}`);
    const whole = captured();
    whole.dirty = true;
    expect(stepAt(whole, now)).toBe('ask complete');
  });

  it('reminds once, however many reminders came due while nobody was there', () => {
    const state = awaitingPayment();
    state.readAt = null;
    state.reminders = [at(HOUR), at(2 * HOUR)];
    expect(stepAt(state, now)).toBe('ask resend');
    asked(state, 'resend', {}, 'timer').dueAt = at(5 * HOUR);
    expect(stepAt(state, now)).toBe(`wait ${at(5 * HOUR)}`);
  });

  it('completes without a reading of its own, also when a hint has come', () => {
    const state = captured();
    state.hints = [{ source: 'callback', reservationUuid: 'RES1' }];
    expect(stepAt(state, now)).toBe('ask complete');
    asked(state, 'complete', { note: 'Done' });
    expect(stepAt(state, now)).toBe('send complete');
  });

  it('stops the timers after a refusal, tells a person once, and asks no more', () => {
    const state = reserved({ captureAt: 'reserved' });
    state.timersHalted = true;
    expect(stepAt(state, now)).toBe('warn timer_operation_refused');
    state.attentions.push(attention('timer_operation_refused'));
    expect(stepAt(state, now)).toBe(`wait ${CAPTURE_BY}`);
  });
});
