/** A refusal as it crosses to the caller: its name as the type, the facts in the first detail, no retry. */
import { describe, expect, it } from '@jest/globals';
import type { ApplicationFailure } from '@temporalio/common';
import type { Resolution } from '../../workflows/operation';
import { contradiction, operationRefusal, refusal, stateRefusal } from '../../workflows/refuse';
import { at, captured, HOUR, reading, reserved, unknownOperation } from './states';

const NOW = at(3 * HOUR);
const detailOf = (failure: ApplicationFailure) => failure.details?.[0];

describe('a refusal', () => {
  it('is named by its type and never retried', () => {
    const failure = refusal('order_invalid', 'Not an order.', {
      errors: [{ path: 'lines', message: 'is missing' }],
    });
    expect(failure).toMatchObject({ type: 'order_invalid', nonRetryable: true, message: 'Not an order.' });
    expect(detailOf(failure)).toEqual({ errors: [{ path: 'lines', message: 'is missing' }] });
  });

  it('by the state says what is allowed instead', () => {
    const failure = stateRefusal(reserved(), 'nothing_captured', NOW);
    expect(failure.type).toBe('nothing_captured');
    expect(failure.message).toBe(
      'Refused: nothing_captured. The order is reserved; this moment allows: capture, charge, cancel. Nothing was sent.',
    );
    expect(detailOf(failure)).toEqual({ state: 'reserved', allowedActions: ['capture', 'charge', 'cancel'] });
  });

  it('carries the operation that lost its turn, and the attention that stands', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, 300_000);
    const attention = { message: 'Unknown', operationId: operation.operationId, since: NOW, evidence: null };
    state.attentions.push({ ...attention, code: 'operation_unsettled' });
    expect(detailOf(stateRefusal(state, 'operation_unsettled', NOW, operation))).toMatchObject({
      allowedActions: ['resolve'],
      attention: { code: 'operation_unsettled' },
      operation: { operationId: operation.operationId, status: 'unknown' },
    });
  });

  it('says that nothing is allowed any more', () => {
    const state = { ...reserved(), lifecycle: 'cancelled' as const };
    expect(stateRefusal(state, 'already_cancelled', NOW).message).toContain('this moment allows: nothing.');
  });

  it('by the provider carries its status, its words and the operation', () => {
    const state = captured();
    const operation = unknownOperation(state, 'refund', { reference: 'CAP1' }, 1);
    operation.provider = { status: 400, message: 'refundRejectionForWeeklyThresholdExceed', fields: [] };
    const failure = operationRefusal(state, operation, NOW);
    expect(failure.type).toBe('provider_refused');
    expect(failure.message).toContain('(400, refundRejectionForWeeklyThresholdExceed)');
    expect(detailOf(failure)).toMatchObject({
      state: 'captured',
      provider: { status: 400, message: 'refundRejectionForWeeklyThresholdExceed', fields: [] },
      operation: { kind: 'refund' },
    });
  });

  it('of what was never sent for its own faults names them, and no answer of the provider', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, 300_000);
    operation.provider = { status: null, message: null, fields: ['dueDate: must not be past'] };
    const { type, message } = operationRefusal(state, operation, NOW);
    expect(type).toBe('provider_refused');
    expect(message).toBe(
      'This capture was not sent, for the provider would refuse it: dueDate: must not be past. It was not done.',
    );
  });

  it.each([
    ['resolved_refused', 'a person has resolved it as refused'],
    ['resend_not_seen', 'history does not show it'],
  ])('of what was sent and then settled as %s does not say that nothing was sent', (reason, words) => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, 300_000);
    Object.assign(operation, { status: 'refused', reason });
    const failure = operationRefusal(state, operation, NOW);
    expect(failure.type).toBe(reason);
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('Nothing was sent');
    expect(detailOf(failure)).toMatchObject({ state: 'reserved', operation: { status: 'refused', reason } });
  });

  it('of an operation that lost its turn is the one that the state gave it', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'capture', {}, 300_000);
    Object.assign(operation, { status: 'refused', reason: 'capture_exceeds_runway' });
    expect(operationRefusal(state, operation, NOW).type).toBe('capture_exceeds_runway');
  });

  it('of a person’s word carries what the books showed', () => {
    const state = reserved();
    const operation = unknownOperation(state, 'cancel', { note: 'Not wanted' });
    const word = { operationId: operation.operationId, outcome: 'executed', evidence: 'Seen' } as const;
    const asked = {
      key: null,
      requestedBy: 'operator',
      requestedAt: NOW,
      dueAt: null,
      result: 'contradicted',
    } as const;
    const resolution: Resolution = { ...word, ...asked, shown: reading({ status: 'COMPLETED' }) };
    const failure = contradiction(state, operation, resolution, NOW);
    expect(failure.type).toBe('resolve_contradicted');
    expect(detailOf(failure)).toMatchObject({ evidence: { status: 'COMPLETED' } });
  });

  it('never names a person', () => {
    const state = reserved();
    const failures = [
      stateRefusal(
        state,
        'nothing_captured',
        NOW,
        unknownOperation(state, 'resend', { email: 'kari@example.com' }),
      ),
    ];
    for (const { message, details } of failures)
      expect(JSON.stringify([message, details])).not.toMatch(/kari|46567468/i);
  });
});
