/** Attention as a place to work: what a person finds there, what each answer does, and what his word leaves behind. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { UnsettledEvidence } from '../../workflows/ask-person';
import {
  type CaptureBody,
  captureUpdate,
  refundUpdate,
  resolveUpdate,
  timelineQuery,
} from '../../workflows/messages';
import type { Reservation, TimelineItem } from '../../workflows/view';
import { aHold, ask, executions, readReservation, refusalOf, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

const PART = { amountMinor: 100_000 };

/** A hold with a partial capture that was lost on its way, and a person asked about it. */
async function anUnknownCapture(): Promise<{ orderId: string; operationId: string }> {
  const { orderId } = await aHold(world);
  world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when: 'before', times: 1 });
  const { operation } = await ask(world, orderId, captureUpdate, PART, { operationId: 'k-part' });
  return { orderId, operationId: operation.operationId };
}

/** A capture that has reached the provider, is not executed, and gets no answer: time for somebody else to act. */
async function aCaptureUnderWay(body: CaptureBody) {
  const hold = await aHold(world);
  const reservationUuid = uuidOf(hold);
  const { control } = world.sandbox;
  control.setFault({ call: 'capture', kind: 'timeout', when: 'before', afterMs: 3_000, times: 1 });
  const asking = ask(world, hold.orderId, captureUpdate, body);
  await until('the capture was sent', () =>
    control.books(reservationUuid).calls.some(({ call }) => call === 'capture'),
  );
  return { orderId: hold.orderId, reservationUuid, asking };
}

function evidenceOf(attention: Reservation['attention']): UnsettledEvidence {
  if (attention === null) throw new Error('Nobody was asked.');
  return attention.evidence as UnsettledEvidence;
}

async function timelineOf(orderId: string, type: string): Promise<TimelineItem[]> {
  const items = await world.client.workflow.getHandle(`reservation/${orderId}`).query(timelineQuery);
  return items.filter((item) => item.type === type);
}

describe('attention for an unknown operation', () => {
  it('shows what was sent, the baseline, every reading since, what was searched for, and what each answer would do', async () => {
    const { orderId, operationId } = await anUnknownCapture();
    const { attention } = await readReservation(world, orderId);
    expect(attention).toMatchObject({ code: 'operation_unsettled', operationId });
    const { sent, baseline, readings, search, answers } = evidenceOf(attention);
    expect(sent).toMatchObject({ times: 1, amountMinor: 100_000, reason: 'connection_lost' });
    expect(baseline).toMatchObject({
      status: 'RESERVED',
      reservedMinor: 300_000,
      capturedMinor: 0,
      captures: [],
    });
    expect(readings).toHaveLength(4);
    for (const reading of readings) {
      expect(reading).toMatchObject({ found: false, status: 'RESERVED', capturedMinor: 0, newMovements: [] });
      expect(Date.parse(reading.at)).toBeGreaterThanOrEqual(Date.parse(sent.at ?? ''));
    }
    expect(search).toEqual({ for: `[op:${operationId}]`, in: 'the text of each capture in details' });
    expect(answers.executed.amounts).toMatchObject({ capturedMinor: 100_000, runwayMinor: 200_000 });
    expect(answers.refused.amounts).toMatchObject({ capturedMinor: 0, runwayMinor: 300_000 });
    expect(answers.refused.does).toContain('can be asked for again');
  });

  it('shows what somebody else moved meanwhile beside it', async () => {
    const { orderId, reservationUuid, asking } = await aCaptureUnderWay(PART);
    world.sandbox.control.captureInDashboard(reservationUuid, { amountMinor: 50_000, note: 'by hand' });
    await asking;
    const { attention, amounts } = await readReservation(world, orderId);
    const { readings } = evidenceOf(attention);
    expect(readings.at(-1)?.newMovements).toMatchObject([{ amountMinor: 50_000, marker: null }]);
    expect(amounts.capturedMinor).toBe(50_000);
  });

  it('takes one word under one key once, from however many hands, and records who said it when', async () => {
    const { orderId, operationId } = await anUnknownCapture();
    const word = { operationId, outcome: 'refused', evidence: 'Not in the dashboard at noon' } as const;
    const by = { operationId: 'k-word', requestedBy: 'operator' };
    const [first, second] = await Promise.all([
      ask(world, orderId, resolveUpdate, word, by),
      ask(world, orderId, resolveUpdate, word, by),
    ]);
    expect(first.operation).toEqual(second.operation);
    expect(first.operation).toMatchObject({ status: 'refused', reason: 'resolved_refused' });
    const third = await ask(world, orderId, resolveUpdate, word, by);
    expect(third.operation).toEqual(first.operation);
    const [resolved, ...more] = await timelineOf(orderId, 'operation_resolved');
    expect(more).toEqual([]);
    expect(resolved).toMatchObject({ source: 'operator', data: word });
    expect(Date.parse(resolved?.at ?? '')).not.toBeNaN();
    expect(await timelineOf(orderId, 'attention_cleared')).toMatchObject([
      { data: { because: 'person_acted' } },
    ]);
  });

  it('refuses another word under the same key, and a command’s key for a word, and a word’s for a command', async () => {
    const { orderId, operationId } = await anUnknownCapture();
    const word = { operationId, outcome: 'refused', evidence: 'Not there' } as const;
    await ask(world, orderId, resolveUpdate, word, { operationId: 'k-word' });
    const reused = [
      ask(world, orderId, resolveUpdate, { ...word, outcome: 'executed' }, { operationId: 'k-word' }),
      ask(world, orderId, resolveUpdate, word, { operationId: 'k-part' }),
      ask(world, orderId, captureUpdate, {}, { operationId: 'k-word' }),
    ];
    for (const asking of reused) expect((await refusalOf(asking)).name).toBe('idempotency_key_reused');
    expect(executions(world, await readReservation(world, orderId))).not.toContain('capture');
  });

  it('clears itself, and says so, when a later reading finds the mark', async () => {
    const { orderId } = await aHold(world);
    const { reservationUuid } = await readReservation(world, orderId);
    world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when: 'after', times: 1 });
    const lag = world.sandbox.control.setFault({
      detailsLagMs: 3_600_000,
      reservationUuid: reservationUuid ?? '',
    });
    const { operation } = await ask(world, orderId, captureUpdate, PART);
    expect(operation.status).toBe('unknown');
    world.sandbox.control.clearFaults(lag.id);
    const handle = world.client.workflow.getHandle(`reservation/${orderId}`);
    await handle.signal('callback', { attempt: 1, reservationUuid, status: 'CAPTURED' });
    await until('the capture is found', async () => {
      const { operations } = await readReservation(world, orderId);
      return operations.some(({ kind, status }) => kind === 'capture' && status === 'executed');
    });
    expect((await readReservation(world, orderId)).attention).toBeNull();
    const [cleared] = await timelineOf(orderId, 'attention_cleared');
    expect(cleared?.data).toMatchObject({ code: 'operation_unsettled', because: 'books_show_it' });
  });

  it('books as ours the capture that a person names, and does not count it twice', async () => {
    const { orderId, operationId } = await anUnknownCapture();
    const { reservationUuid } = await readReservation(world, orderId);
    world.sandbox.control.captureInDashboard(reservationUuid ?? '', {
      amountMinor: 100_000,
      note: 'by hand',
    });
    const handle = world.client.workflow.getHandle(`reservation/${orderId}`);
    await handle.signal('callback', { attempt: 1, reservationUuid, status: 'CAPTURED' });
    const adopted = await until('the capture by hand is adopted', async () => {
      const [item] = await timelineOf(orderId, 'capture_adopted');
      return item ?? null;
    });
    const { reference } = adopted.data as { reference: string };
    const evidence = `${reference} is ours: captured by hand instead`;
    const { operation, reservation } = await ask(world, orderId, resolveUpdate, {
      operationId,
      outcome: 'executed',
      evidence,
    });
    expect(operation).toMatchObject({ status: 'executed', reference });
    expect(reservation.amounts).toMatchObject({ capturedMinor: 100_000, runwayMinor: 200_000 });
  });

  it('takes no word that would capture more than the hold: what others captured leaves no room for it', async () => {
    const { orderId, reservationUuid, asking } = await aCaptureUnderWay({});
    world.sandbox.control.captureInDashboard(reservationUuid, { note: 'by hand' });
    const { operation } = await asking;
    const word = {
      operationId: operation.operationId,
      outcome: 'executed',
      evidence: 'It was done',
    } as const;
    expect((await refusalOf(ask(world, orderId, resolveUpdate, word))).name).toBe('resolve_contradicted');
    const { amounts } = await readReservation(world, orderId);
    expect(amounts).toMatchObject({ reservedMinor: 300_000, capturedMinor: 300_000 });
    await ask(world, orderId, resolveUpdate, { ...word, outcome: 'refused', evidence: 'By hand instead' });
  });

  it('counts a refund once that the books had shown already beside an equal one by hand', async () => {
    const { orderId } = await aHold(world, { policy: { complete: 'manual' } });
    const { operation: capture, reservation } = await ask(world, orderId, captureUpdate, {});
    const reference = capture.reference ?? '';
    const reservationUuid = reservation.reservationUuid ?? '';
    world.sandbox.control.setFault({
      call: 'refund',
      kind: 'timeout',
      when: 'after',
      afterMs: 3_000,
      times: 1,
    });
    const asking = ask(world, orderId, refundUpdate, { reference, amountMinor: 500 });
    await until('the refund was sent', () =>
      world.sandbox.control.books(reservationUuid).calls.some(({ call }) => call === 'refund'),
    );
    world.sandbox.control.refundInDashboard(reservationUuid, { reference, amountMinor: 500 });
    const { operation } = await asking;
    expect(operation.status).toBe('unknown');
    const word = {
      operationId: operation.operationId,
      outcome: 'executed',
      evidence: 'Two of them',
    } as const;
    const resolved = await ask(world, orderId, resolveUpdate, word);
    expect(resolved.reservation.amounts.refundedMinor).toBe(1_000);
  });
});
