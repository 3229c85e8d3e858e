/** A person's word on an unknown operation: checked against the books, and answered in every case. */
import { describe, expect, it } from '@jest/globals';
import type { Operation, Resolution } from '../../workflows/operation';
import { nextReading } from '../../workflows/reading-plan';
import { resolve } from '../../workflows/resolve';
import { settleUnknown } from '../../workflows/settle';
import type { ReservationState } from '../../workflows/state';
import { placeUnseen, roomFor, type TestRoom } from './rooms';
import {
  asked,
  at,
  awaitingPayment,
  HOUR,
  MINUTE,
  ORDER_MINOR,
  operationAt,
  SECOND,
  story,
  submitting,
} from './states';

const NOW = at(3 * HOUR);

function word(
  state: ReservationState,
  operation: Operation,
  outcome: Resolution['outcome'],
  evidence = 'Seen',
): Resolution {
  const { operationId } = operation;
  const asking = {
    key: null,
    requestedBy: 'operator',
    requestedAt: NOW,
    dueAt: NOW,
    result: null,
    shown: null,
  };
  const resolution: Resolution = { operationId, outcome, evidence, ...asking };
  state.resolutions.push(resolution);
  return resolution;
}

/** A paid order whose whole capture got no answer; the provider did not do it. */
async function unknownCapture(): Promise<{ room: TestRoom; operation: Operation }> {
  const state = awaitingPayment();
  const room = roomFor(state);
  await placeUnseen(room);
  room.provider.pay('RES1');
  state.lifecycle = 'reserved';
  const operation = asked(state, 'capture', {});
  operation.amountMinor = ORDER_MINOR;
  operation.ambiguousSends = 1;
  settleUnknown(state, operation, 'timed_out', NOW);
  return { room, operation };
}

/** An order whose submit got no answer. */
function unknownSubmit(): { room: TestRoom; operation: Operation } {
  const state = submitting();
  const operation = operationAt(state, 0);
  settleUnknown(state, operation, 'timed_out', NOW);
  return { room: roomFor(state), operation };
}

describe('resolved as executed', () => {
  it('the operation’s own amount counts, and its reference is filled in when details show it', async () => {
    const { room, operation } = await unknownCapture();
    const resolution = word(room.state, operation, 'executed');
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result: 'accepted', dueAt: null, shown: { status: 'RESERVED' } });
    expect(operation).toMatchObject({ status: 'executed', reference: null });
    expect(room.state.ledger.captures).toMatchObject([{ amountMinor: ORDER_MINOR, reference: null }]);
    expect(room.state.lifecycle).toBe('captured');
  });

  it('is contradicted where details rule it out, and nothing changes', async () => {
    const { room, operation } = await unknownCapture();
    await room.provider.sending().cancel({ reservationUuid: 'RES1', operationId: 'x', note: 'x', at: NOW });
    const resolution = word(room.state, operation, 'executed');
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result: 'contradicted', shown: { status: 'CANCELLED' } });
    expect(operation.status).toBe('unknown');
    expect(story(room.state)).toContain('resolve_contradicted');
  });
});

describe('resolved as refused', () => {
  it('life goes on: the operation is refused, nothing is booked', async () => {
    const { room, operation } = await unknownCapture();
    const resolution = word(room.state, operation, 'refused');
    await resolve(room, resolution);
    expect(resolution.result).toBe('accepted');
    expect(operation).toMatchObject({ status: 'refused', reason: 'resolved_refused' });
    expect(room.state).toMatchObject({
      lifecycle: 'reserved',
      timersHalted: false,
      ledger: { captures: [] },
    });
  });

  it('the books are read on for a day: whatever they show after all is found', async () => {
    const { room, operation } = await unknownCapture();
    await resolve(room, word(room.state, operation, 'refused'));
    expect(room.state.readAt).toBe(at(4 * HOUR));
    expect(nextReading(room.state, at(26 * HOUR))).toBe(at(27 * HOUR));
    expect(nextReading(room.state, at(27 * HOUR))).toBeNull();
  });

  it('no reading is added to an order from before that was so', async () => {
    const { room, operation } = await unknownCapture();
    room.state.settings.rules = 4;
    await resolve(room, word(room.state, operation, 'refused'));
    expect(room.state.readAt).toBeNull();
  });

  it('is contradicted where details show the operation: the books have the last word', async () => {
    const { room, operation } = await unknownCapture();
    const { operationId } = operation;
    const capture = {
      reservationUuid: 'RES1',
      operationId,
      currency: 'NOK',
      products: [],
      note: null,
      at: NOW,
    };
    await room.provider.sending().capture({ ...capture, amountMinor: ORDER_MINOR });
    const resolution = word(room.state, operation, 'refused');
    await resolve(room, resolution);
    expect(resolution.result).toBe('contradicted');
    expect(operation.status).toBe('executed');
  });
});

describe('a word on what is settled by now', () => {
  it.each([
    ['executed', 'accepted'],
    ['refused', 'contradicted'],
  ] as const)('that says %s is %s where it was executed', async (outcome, result) => {
    const { room, operation } = await unknownCapture();
    const resolution = word(room.state, operation, outcome);
    operation.status = 'executed';
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result, dueAt: null });
  });
});

describe('a word that cannot be checked now', () => {
  it('is checked again at the pace of the schedule', async () => {
    const { room, operation } = await unknownCapture();
    const resolution = word(room.state, operation, 'executed');
    room.meets('lost_before', 'lost_before', 'none');
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result: null, dueAt: at(3 * HOUR + 2 * SECOND) });
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result: null, dueAt: at(3 * HOUR + 5 * SECOND) });
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result: 'accepted', dueAt: null });
  });
});

describe('an unknown submit', () => {
  it('resolved as refused ends the order: nothing exists, and it may be placed anew', async () => {
    const { room, operation } = unknownSubmit();
    const resolution = word(room.state, operation, 'refused');
    await resolve(room, resolution);
    expect(resolution.result).toBe('accepted');
    expect(room.state).toMatchObject({ lifecycle: 'failed', readAt: null });
  });

  it('resolved as executed takes over the reservation that the evidence names', async () => {
    const { room, operation } = unknownSubmit();
    const uuid = await placeUnseen(room);
    const resolution = word(room.state, operation, 'executed', `It is ${uuid} in the dashboard`);
    await resolve(room, resolution);
    expect(resolution.result).toBe('accepted');
    expect(room.state).toMatchObject({ lifecycle: 'awaitingPayment', reservationUuid: uuid });
  });

  it.each([
    ['names no reservation', 'It is in the dashboard'],
    ['names one that the provider does not know', 'It is RES404'],
    ['names another order’s', 'It is RES1'],
  ])('resolved as executed is contradicted where the evidence %s', async (_what, evidence) => {
    const { room, operation } = unknownSubmit();
    await placeUnseen(room, 'booking-7');
    const resolution = word(room.state, operation, 'executed', evidence);
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result: 'contradicted', dueAt: null });
    expect(room.state).toMatchObject({ lifecycle: 'submitting', reservationUuid: null });
  });

  it('resolved as executed is checked later where the provider cannot be read', async () => {
    const { room, operation } = unknownSubmit();
    await placeUnseen(room);
    room.meets('lost_before');
    const resolution = word(room.state, operation, 'executed', 'It is RES1');
    await resolve(room, resolution);
    expect(resolution).toMatchObject({ result: null, dueAt: at(3 * HOUR + 5 * MINUTE) });
  });
});
