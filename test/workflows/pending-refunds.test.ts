/** Refunds that the provider has accepted and that its books do not show: shown later, rejected, or nobody knows. */
import { describe, expect, it } from '@jest/globals';
import { refundedMinor } from '../../workflows/ledger';
import { nextStep } from '../../workflows/next-step';
import { observe } from '../../workflows/observe';
import type { Operation } from '../../workflows/operation';
import type { Reading } from '../../workflows/reading';
import { settleExecuted } from '../../workflows/settle';
import type { ReservationState } from '../../workflows/state';
import {
  asked,
  at,
  captured,
  DAY,
  HOUR,
  movement,
  ORDER_MINOR,
  readingWith,
  SCHEDULE_MS,
  story,
} from './states';

const SHOWN_WITHIN = DAY;

/** A captured order of which one refund of NOK 50.00 was accepted. */
function refunding(): { state: ReservationState; refund: Operation } {
  const state = captured(ORDER_MINOR, { complete: 'manual' });
  const refund = asked(state, 'refund', { reference: 'CAP1', amountMinor: 5_000 });
  Object.assign(refund, { amountMinor: 5_000, sentAt: at(3 * HOUR) });
  refund.intent = { baseline: null, products: [{ id: 11, amountMinor: 5_000 }], repeatable: false };
  settleExecuted(state, refund, { reference: 'CAP1', by: 'answer' }, at(3 * HOUR));
  return { state, refund };
}

function shows(refundedMinorShown: number): Reading {
  return readingWith({ captures: [movement('CAP1', ORDER_MINOR, { refundedMinor: refundedMinorShown })] });
}

/** Reads whenever a reading is due, until an instant; the books show this all along. */
function readUntil(state: ReservationState, shown: Reading, end: string): void {
  let now = at(3 * HOUR);
  while (now <= end && state.operations.every(({ status }) => status === 'executed')) {
    observe(state, { ...shown, at: now }, now);
    if (state.readAt === null) return;
    now = state.readAt;
  }
}

describe('a refund that was accepted', () => {
  it('counts at once, and its books are read until they show it', () => {
    const { state, refund } = refunding();
    observe(state, shows(0), at(3 * HOUR));
    expect(refundedMinor(state.ledger)).toBe(5_000);
    expect(Date.parse(state.readAt ?? '') - Date.parse(at(3 * HOUR))).toBe(SCHEDULE_MS[0]);
    observe(state, shows(5_000), state.readAt ?? '');
    expect(state).toMatchObject({ readAt: null, rereads: 0, attentions: [] });
    expect(refund.status).toBe('executed');
  });

  it('holds nothing else up while it is pending: what the books show beside it is taken over', () => {
    const { state } = refunding();
    observe(state, { ...shows(0), status: 'COMPLETED' }, at(3 * HOUR));
    expect(state).toMatchObject({ lifecycle: 'completed', attentions: [] });
    expect(nextStep(state, at(3 * HOUR)).do).toBe('wait');
  });

  it('is no reason to ask a person within a day, however often it is not shown', () => {
    const { state, refund } = refunding();
    readUntil(state, shows(0), at(3 * HOUR + SHOWN_WITHIN - HOUR));
    expect([refund.status, state.attentions]).toEqual(['executed', []]);
  });

  it('is unknown after a day without a trace, counts no more, and is given to a person with the evidence', () => {
    const { state, refund } = refunding();
    readUntil(state, shows(0), at(3 * HOUR + 2 * SHOWN_WITHIN));
    expect(refund).toMatchObject({ status: 'unknown', reason: 'refund_not_shown', settledAt: null });
    expect(refundedMinor(state.ledger)).toBe(0);
    expect(state.ledger.captures[0]?.refundedProducts).toEqual([]);
    expect(state.attentions).toMatchObject([
      {
        code: 'operation_unsettled',
        evidence: {
          sent: { amountMinor: 5_000, reason: 'refund_not_shown' },
          answers: {
            executed: { amounts: { refundedMinor: 5_000 } },
            refused: { amounts: { refundedMinor: 0 } },
          },
        },
      },
    ]);
    observe(state, { ...shows(5_000), at: at(9 * DAY) }, at(9 * DAY));
    expect([refund.status, state.attentions, refundedMinor(state.ledger)]).toEqual(['executed', [], 5_000]);
  });

  it('that history calls rejected is unknown once the schedule has not shown it, counts no more, and is a person’s', () => {
    const { state, refund } = refunding();
    state.rejectionHinted = true;
    readUntil(state, shows(0), at(3 * HOUR + HOUR));
    expect(refund).toMatchObject({ status: 'unknown', reason: 'refund_rejected' });
    expect(refundedMinor(state.ledger)).toBe(0);
    expect(state.attentions).toMatchObject([
      {
        code: 'operation_unsettled',
        operationId: refund.operationId,
        evidence: { sent: { reason: 'refund_rejected' } },
      },
    ]);
    expect(state.attentions[0]?.message).toContain(
      'history says that a refund of this reservation was rejected',
    );
  });

  it('is not called refused because another one was: of two that are not shown nobody can tell which', () => {
    const { state, refund } = refunding();
    const second = asked(state, 'refund', { reference: 'CAP1', amountMinor: 2_000 });
    Object.assign(second, { amountMinor: 2_000, sentAt: at(3 * HOUR) });
    second.intent = { baseline: null, products: [], repeatable: false };
    settleExecuted(state, second, { reference: 'CAP1', by: 'answer' }, at(3 * HOUR));
    state.rejectionHinted = true;
    readUntil(state, shows(0), at(4 * HOUR));
    expect([refund.status, second.status]).toEqual(['unknown', 'unknown']);
    const asking = [refund, second].map(({ operationId }) => operationId).sort();
    expect(state.attentions.map(({ operationId }) => operationId).sort()).toEqual(asking);
    observe(state, { ...shows(2_000), at: at(5 * HOUR) }, at(5 * HOUR));
    expect([refund.status, second.status]).toEqual(['unknown', 'executed']);
    expect(state.attentions).toMatchObject([{ operationId: refund.operationId }]);
    expect(refundedMinor(state.ledger)).toBe(2_000);
  });

  it('is not taken for rejected when the rejected one was another: its books show it', () => {
    const { state, refund } = refunding();
    state.rejectionHinted = true;
    observe(state, shows(5_000), at(3 * HOUR));
    expect([refund.status, state.rejectionHinted, state.attentions]).toEqual(['executed', false, []]);
  });

  it('is told from the older one that was shown: the youngest of two equal ones is missing', () => {
    const { state, refund } = refunding();
    const second = asked(state, 'refund', { reference: 'CAP1', amountMinor: 5_000 });
    Object.assign(second, { amountMinor: 5_000, sentAt: at(3 * HOUR) });
    settleExecuted(state, second, { reference: 'CAP1', by: 'answer' }, at(3 * HOUR));
    state.rejectionHinted = true;
    readUntil(state, shows(5_000), at(4 * HOUR));
    expect([refund.status, second.status]).toEqual(['executed', 'unknown']);
    expect(refundedMinor(state.ledger)).toBe(5_000);
  });

  it('that cannot be told from what somebody else gave back is put before a person as it is', () => {
    const { state, refund } = refunding();
    const { ledger } = state;
    // Somebody else gave back NOK 20.00 of the same capture; ours of NOK 50.00 was never carried out.
    const [capture] = ledger.captures;
    if (capture) capture.refundedMinor = 7_000;
    readUntil(state, shows(4_000), at(3 * HOUR + 2 * SHOWN_WITHIN));
    expect(refund.status).toBe('executed');
    expect(state.attentions).toMatchObject([
      { code: 'books_differ', evidence: { reason: 'refunds_do_not_add_up' } },
    ]);
    expect(story(state).filter((type) => type === 'attention_raised')).toHaveLength(1);
    observe(state, { ...shows(7_000), at: at(9 * DAY) }, at(9 * DAY));
    expect(state).toMatchObject({ attentions: [], readAt: null });
  });

  it('keeps an ended order open until its books are closed', () => {
    const { state } = refunding();
    const now = at(3 * HOUR);
    state.lifecycle = 'completed';
    observe(state, { ...shows(0), status: 'COMPLETED' }, now);
    const step = nextStep(state, now);
    expect(step).toEqual({ do: 'wait', until: state.readAt });
    observe(state, { ...shows(5_000), status: 'COMPLETED' }, state.readAt ?? '');
    expect(nextStep(state, at(4 * HOUR))).toEqual({ do: 'end' });
  });
});
