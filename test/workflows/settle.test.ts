/** What becomes of an operation is written in one go: operation, ledger, lifecycle and timeline. */
import { describe, expect, it } from '@jest/globals';
import { askPerson } from '../../workflows/ask-person';
import { raise } from '../../workflows/attention';
import { nothingIn } from '../../workflows/evidence';
import { putOff, settleExecuted, settleRefused, settleUnknown } from '../../workflows/settle';
import {
  asked,
  at,
  awaitingPayment,
  captured,
  HOUR,
  MINUTE,
  ORDER_MINOR,
  reserved,
  SECOND,
  story,
  submitting,
  unknownOperation,
} from './states';

const NOW = at(3 * HOUR);

describe('an executed operation', () => {
  it('is booked, moves the lifecycle, and asks for a reading that closes the books', () => {
    const state = reserved();
    const operation = asked(state, 'capture', {});
    operation.amountMinor = ORDER_MINOR;
    settleExecuted(state, operation, { reference: 'CAP1', by: 'answer' }, NOW);
    expect(operation).toMatchObject({
      status: 'executed',
      reference: 'CAP1',
      settledAt: NOW,
      dueAt: null,
      reason: null,
    });
    expect(state).toMatchObject({ lifecycle: 'captured', dirty: true });
    expect(state.ledger.captures).toMatchObject([{ reference: 'CAP1', operationId: operation.operationId }]);
    expect(story(state).slice(-2)).toEqual(['capture_executed', 'state_changed']);
  });

  it('is booked once, also when it is settled by the books after a person’s word', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, ORDER_MINOR);
    settleExecuted(state, operation, { reference: null, by: 'operator' }, NOW);
    settleExecuted(state, operation, { reference: 'CAP1', by: 'books' }, NOW);
    expect(state.ledger.captures).toMatchObject([{ reference: 'CAP1', amountMinor: ORDER_MINOR }]);
  });

  it('counts a refund against its source, and keeps the source as its reference', () => {
    const state = captured();
    const operation = asked(state, 'refund', { reference: 'CAP1', amountMinor: 1_000 });
    Object.assign(operation, { amountMinor: 1_000, reference: 'CAP1' });
    operation.intent = { baseline: null, products: [{ id: 11, amountMinor: 1_000 }], repeatable: false };
    settleExecuted(state, operation, { reference: 'CAP1', by: 'answer' }, NOW);
    expect(state.ledger.captures).toMatchObject([
      { refundedMinor: 1_000, refundedProducts: [{ id: 11, amountMinor: 1_000 }] },
    ]);
    expect([state.lifecycle, operation.reference]).toEqual(['captured', 'CAP1']);
  });

  it('leaves no reading to be planned for an order that it has ended, but the one that closes the books', () => {
    const state = awaitingPayment();
    expect(state.readAt).not.toBeNull();
    settleExecuted(
      state,
      asked(state, 'cancel', { note: 'Not wanted' }),
      { reference: null, by: 'answer' },
      NOW,
    );
    expect(state).toMatchObject({ lifecycle: 'cancelled', readAt: null, dirty: true });
  });

  it('that the table forbids is kept as executed, named on the timeline, and moves no state', () => {
    const state = captured();
    settleExecuted(
      state,
      asked(state, 'cancel', { note: 'Not wanted' }),
      { reference: null, by: 'operator' },
      NOW,
    );
    expect(state.lifecycle).toBe('captured');
    expect(state.timeline.at(-1)).toMatchObject({
      type: 'transition_refused',
      data: { refusal: 'already_moved' },
    });
  });

  it('lets the timers go on when a person asked for it, and not when a timer did', () => {
    for (const [requestedBy, halted] of [
      ['operator', false],
      ['timer', true],
    ] as const) {
      const state = reserved();
      state.timersHalted = true;
      settleExecuted(
        state,
        asked(state, 'capture', {}, requestedBy),
        { reference: 'CAP1', by: 'answer' },
        NOW,
      );
      expect(state.timersHalted).toBe(halted);
    }
  });

  it('takes back the attention that stood for it, and no other', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, ORDER_MINOR);
    askPerson(state, operation, NOW);
    raise(state, { code: 'books_differ', message: 'Look', operationId: null, evidence: null }, NOW);
    settleExecuted(state, operation, { reference: 'CAP1', by: 'books' }, NOW);
    expect(state.attentions.map(({ code }) => code)).toEqual(['books_differ']);
  });

  it('that is a capture takes back that it was endangered, whatever had endangered it', () => {
    const state = reserved();
    raise(state, { code: 'capture_at_risk', message: 'Look', operationId: null, evidence: null }, NOW);
    settleExecuted(state, asked(state, 'charge', { lines: [] }), { reference: 'CHA1', by: 'answer' }, NOW);
    expect(state.attentions).toHaveLength(1);
    settleExecuted(state, asked(state, 'capture', {}), { reference: 'CAP1', by: 'answer' }, NOW);
    expect(state.attentions).toEqual([]);
  });

  it('is no more to be proved: what the books showed before it is let go', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, ORDER_MINOR);
    settleExecuted(state, operation, { reference: 'CAP1', by: 'books' }, NOW);
    expect(operation.intent).toMatchObject({ baseline: null });
  });
});

describe('a refused operation', () => {
  it('keeps its reason and the provider’s words, and changes neither ledger nor lifecycle', () => {
    const state = reserved();
    const operation = asked(state, 'capture', {});
    const provider = { status: 400, message: 'paymentCaptureDeadlineExceed', fields: [] };
    settleRefused(state, operation, { reason: 'provider_refused', provider }, NOW);
    expect(operation).toMatchObject({
      status: 'refused',
      reason: 'provider_refused',
      provider,
      settledAt: NOW,
    });
    expect(state).toMatchObject({ lifecycle: 'reserved', dirty: false, ledger: { captures: [] } });
    expect(state.timeline.at(-1)).toMatchObject({
      type: 'capture_refused',
      data: { reason: 'provider_refused' },
    });
  });

  it('puts none of the provider’s field messages on the timeline: they may name a person', () => {
    const state = submitting();
    const operation = asked(state, 'resend', {});
    const provider = { status: 417, message: 'no', fields: ['kari@example.com is no address'] };
    settleRefused(state, operation, { reason: 'provider_refused', provider }, NOW);
    expect(JSON.stringify(state.timeline)).not.toContain('kari');
  });
});

describe('an unknown operation', () => {
  it('is due for its first reading by the schedule, and its earlier readings prove nothing any more', () => {
    const state = reserved();
    const operation = asked(state, 'capture', {});
    operation.readings = [nothingIn(NOW)];
    settleUnknown(state, operation, 'timed_out', NOW);
    expect(operation).toMatchObject({
      status: 'unknown',
      reason: 'timed_out',
      readings: [],
      settledAt: null,
    });
    expect(operation.dueAt).toBe(at(3 * HOUR + 2 * SECOND));
    expect(state.ledger.captures).toEqual([]);
  });

  it('is given to a person with the evidence, and read on hourly', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, ORDER_MINOR);
    askPerson(state, operation, NOW);
    expect(operation.dueAt).toBe(at(4 * HOUR));
    expect(state.attentions).toMatchObject([
      {
        code: 'operation_unsettled',
        operationId: operation.operationId,
        since: NOW,
        evidence: { baseline: { capturedMinor: 0 }, readings: [] },
      },
    ]);
  });

  it('is told to a person once, however often the readings run out', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, ORDER_MINOR);
    askPerson(state, operation, NOW);
    askPerson(state, operation, at(4 * HOUR));
    expect(state.attentions).toHaveLength(1);
    expect(state.attentions[0]?.since).toBe(NOW);
    expect(story(state).filter((type) => type === 'attention_raised')).toHaveLength(1);
  });
});

describe('an operation that was put off', () => {
  it('waits a little longer each time, up to a minute', () => {
    const state = reserved();
    const operation = asked(state, 'capture', {});
    const waits = Array.from({ length: 8 }, () => {
      putOff(state, operation, { reason: 'not_connected', retryAfterMs: null }, NOW);
      return Date.parse(operation.dueAt ?? '') - Date.parse(NOW);
    });
    expect(waits).toEqual([1, 2, 5, 15, 30, 60, 60, 60].map((seconds) => seconds * SECOND));
  });

  it('waits as long as the provider says', () => {
    const state = reserved();
    const operation = asked(state, 'capture', {});
    putOff(state, operation, { reason: 'rate_limited', retryAfterMs: 2 * MINUTE }, NOW);
    expect(operation).toMatchObject({
      status: 'pending',
      reason: 'rate_limited',
      dueAt: at(3 * HOUR + 2 * MINUTE),
    });
  });
});
