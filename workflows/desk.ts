/**
 * Where messages come in. Handlers only record what was asked and wait for its end; the loop acts. Commands are
 * updates because their callers wait for an answer; the same names are signals for those who do not.
 */
import { allHandlersFinished, condition, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import equal from 'fast-deep-equal';
import { contextFaults, type MessageName, OPERATION_ID, shapeFaults } from './command-shapes';
import { judge, unsettledOperation } from './guards';
import {
  type CallbackHint,
  type CommandAnswer,
  type CommandBodies,
  type CommandContext,
  type CommandKind,
  callbackSignal,
  cancelSignal,
  cancelUpdate,
  captureSignal,
  captureUpdate,
  chargeSignal,
  chargeUpdate,
  completeSignal,
  completeUpdate,
  type HistoryHint,
  historySignal,
  type PlaceAnswer,
  placeUpdate,
  type ResolveBody,
  refundSignal,
  refundUpdate,
  resendSignal,
  resendUpdate,
  reservationQuery,
  resolveSignal,
  resolveUpdate,
  timelineQuery,
} from './messages';
import { addOperation } from './new-state';
import type { OrderInput } from './order';
import type { RefusalName } from './refusals';
import { contradiction, operationRefusal, refusal, stateRefusal } from './refuse';
import type { Hint, Operation, ReservationState, Resolution } from './state';
import { note } from './timeline';
import { toOperation, toReservation, unadmitted } from './view';

/** What handlers and the loop share within one run. */
export interface Desk {
  input: OrderInput;
  /** Null until the order was admitted. */
  state: ReservationState | null;
  /** Why the order could not be admitted. */
  rejection: Error | null;
  /** The record of the ended order stands: those who wait may be told. */
  recorded: boolean;
  /** The run is about to continue as new: those who wait are answered with what is known. */
  leaving: boolean;
  now(): string;
}

/** Registers every update, signal and query. */
export function openDesk(desk: Desk): void {
  setHandler(placeUpdate, (input) => place(desk, input));
  setHandler(captureUpdate, (body, by) => command(desk, 'capture', body, by), validated('capture'));
  setHandler(chargeUpdate, (body, by) => command(desk, 'charge', body, by), validated('charge'));
  setHandler(refundUpdate, (body, by) => command(desk, 'refund', body, by), validated('refund'));
  setHandler(cancelUpdate, (body, by) => command(desk, 'cancel', body, by), validated('cancel'));
  setHandler(completeUpdate, (body, by) => command(desk, 'complete', body, by), validated('complete'));
  setHandler(resendUpdate, (body, by) => command(desk, 'resend', body, by), validated('resend'));
  setHandler(resolveUpdate, (body, by) => resolveBy(desk, body, by), validated('resolve'));
  setHandler(captureSignal, (body) => signalled(desk, 'capture', body));
  setHandler(chargeSignal, (body) => signalled(desk, 'charge', body));
  setHandler(refundSignal, (body) => signalled(desk, 'refund', body));
  setHandler(cancelSignal, (body) => signalled(desk, 'cancel', body));
  setHandler(completeSignal, (body) => signalled(desk, 'complete', body));
  setHandler(resendSignal, (body) => signalled(desk, 'resend', body));
  setHandler(resolveSignal, (body) => signalled(desk, 'resolve', body));
  setHandler(callbackSignal, (hint) => hinted(desk, 'callback', hint));
  setHandler(historySignal, (hint) => hinted(desk, 'history', hint));
  setHandler(reservationQuery, () => {
    if (desk.rejection) throw desk.rejection;
    return desk.state ? toReservation(desk.state, desk.now()) : unadmitted(desk.input);
  });
  setHandler(timelineQuery, () => desk.state?.timeline ?? []);
}

/** Whether nobody waits for an answer of this run. */
export function isDeskClear(): boolean {
  return allHandlersFinished();
}

async function place(desk: Desk, input: OrderInput): Promise<PlaceAnswer> {
  const state = await admitted(desk);
  const created = !state.placed;
  state.placed = true;
  if (!equal(input, state.input)) {
    // Nothing exists under a failed order: the next workflow of this id takes the new body.
    throw state.lifecycle === 'failed'
      ? refusal('order_ending', 'This order has failed and is being closed. Place it again.')
      : stateRefusal(state, 'order_id_reused', desk.now());
  }
  await condition(
    () => desk.leaving || (state.lifecycle === 'failed' ? desk.recorded : state.lifecycle !== 'submitting'),
  );
  const submit = state.operations.find(({ kind }) => kind === 'submit');
  if (state.lifecycle === 'failed' && submit) throw operationRefusal(state, submit, desk.now());
  return { ...toReservation(state, desk.now()), created };
}

async function command<K extends CommandKind>(
  desk: Desk,
  kind: K,
  body: CommandBodies[K],
  by: CommandContext = {},
): Promise<CommandAnswer> {
  const operationId = by.operationId ?? currentUpdateInfo()?.id;
  const state = await admitted(desk);
  const operation = ask(desk, state, { kind, body, operationId, requestedBy: by.requestedBy ?? 'temporal' });
  await condition(() => desk.leaving || isSettled(state, operation));
  return answer(state, operation, desk.now());
}

/** Records a command, or refuses it at the door. A known operation id is the same operation, whatever the state. */
function ask<K extends CommandKind>(
  desk: Desk,
  state: ReservationState,
  asked: { kind: K; body: CommandBodies[K]; operationId: string | undefined; requestedBy: string },
): Operation {
  const now = desk.now();
  const { kind, body, requestedBy } = asked;
  const operationId =
    asked.operationId && OPERATION_ID.test(asked.operationId) ? asked.operationId : undefined;
  const known = state.operations.find((operation) => operation.operationId === operationId);
  if (known) {
    if (known.kind === kind && equal(known.body, body)) return known;
    throw refusal(
      'idempotency_key_reused',
      `This key named another ${known.kind} of this order. Nothing was done; use a new key for a new command.`,
      { operation: toOperation(known) },
    );
  }
  const judgement = isQueueEmpty(state) ? judge(state, kind, body, now) : null;
  const refused =
    judgement && 'refusal' in judgement
      ? judgement.refusal
      : kind !== 'resend' && unsettledOperation(state)
        ? 'operation_unsettled'
        : null;
  if (refused) {
    noteRefused(desk, state, requestedBy, { kind, reason: refused });
    throw stateRefusal(state, refused, now);
  }
  return addOperation(state, { kind, body, requestedBy, operationId }, now);
}

function answer(state: ReservationState, operation: Operation, now: string): CommandAnswer {
  if (operation.status === 'refused') throw operationRefusal(state, operation, now);
  return { operation: toOperation(operation), reservation: toReservation(state, now) };
}

async function resolveBy(desk: Desk, body: ResolveBody, by: CommandContext = {}): Promise<CommandAnswer> {
  const state = await admitted(desk);
  const requestedBy = by.requestedBy ?? 'temporal';
  const operation = state.operations.find(({ operationId }) => operationId === body.operationId);
  if (!operation) {
    noteRefused(desk, state, requestedBy, { kind: 'resolve', reason: 'operation_not_found' });
    throw refusal(
      'operation_not_found',
      `This order has no operation ${body.operationId}. Nothing was changed.`,
    );
  }
  if (operation.status !== 'unknown') return settledAlready(desk, state, operation, { ...body, requestedBy });
  const now = desk.now();
  const resolution: Resolution = {
    ...body,
    requestedBy,
    requestedAt: now,
    dueAt: now,
    result: null,
    shown: null,
  };
  state.resolutions.push(resolution);
  await condition(() => desk.leaving || resolution.result !== null);
  if (resolution.result === 'contradicted') throw contradiction(state, operation, resolution, desk.now());
  return { operation: toOperation(operation), reservation: toReservation(state, desk.now()) };
}

/** The same word twice is one word; another one comes too late. */
function settledAlready(
  desk: Desk,
  state: ReservationState,
  operation: Operation,
  { outcome, requestedBy }: ResolveBody & { requestedBy: string },
): CommandAnswer {
  const now = desk.now();
  if (operation.status !== outcome) {
    noteRefused(desk, state, requestedBy, { kind: 'resolve', reason: 'operation_already_settled' });
    throw stateRefusal(state, 'operation_already_settled', now, operation);
  }
  return { operation: toOperation(operation), reservation: toReservation(state, now) };
}

/** What is refused at the door gets no operation: the timeline is the only place that tells of it. */
function noteRefused(
  { now }: Desk,
  state: ReservationState,
  requestedBy: string,
  refused: { kind: MessageName; reason: RefusalName },
): void {
  note(state, now(), 'command_refused', requestedBy, refused);
}

/** A signal has nobody to answer: what is wrong with it stands on the timeline, and nothing else changes. */
async function signalled(desk: Desk, name: MessageName, body: unknown): Promise<void> {
  const state = await admitted(desk).catch(() => null);
  if (!state) return;
  const faults = shapeFaults(name, body);
  if (faults.length > 0) {
    return note(state, desk.now(), 'signal_refused', 'signal', {
      name,
      reason: 'invalid_command',
      errors: faults,
    });
  }
  try {
    if (name === 'resolve') await resolveBy(desk, body as ResolveBody, { requestedBy: 'signal' });
    else {
      const asked = { kind: name, body: body as CommandBodies[CommandKind], operationId: undefined };
      ask(desk, state, { ...asked, requestedBy: 'signal' });
    }
  } catch {
    // A command refused at the door was put on the timeline there.
  }
}

async function hinted(desk: Desk, source: Hint['source'], hint: CallbackHint | HistoryHint): Promise<void> {
  const state = await admitted(desk).catch(() => null);
  if (!state || typeof hint?.reservationUuid !== 'string') return;
  const { reservationUuid } = hint;
  const seen = 'status' in hint ? { status: hint.status, attempt: hint.attempt } : { titles: hint.titles };
  note(state, desk.now(), `${source}_received`, source, { reservationUuid, ...seen });
  state.hints.push({ source, reservationUuid });
}

/** Synchronous, as the engine demands: an async validator would refuse nothing. */
function validated(name: MessageName): { validator: (body: object, by?: CommandContext) => void } {
  return {
    validator(body, by) {
      const errors = [...shapeFaults(name, body), ...contextFaults(by)];
      if (errors.length === 0) return;
      const named = errors.map(({ path, message }) => `${path || 'body'} ${message}`).join('; ');
      throw refusal('invalid_command', `Not a ${name}: ${named}. Nothing was done.`, { errors });
    },
  };
}

/** Those who ask wait no longer once the outcome is known, or once a person was asked. */
function isSettled(state: ReservationState, operation: Operation): boolean {
  const { status, operationId } = operation;
  if (status === 'executed' || status === 'refused') return true;
  return status === 'unknown' && state.attentions.some((attention) => attention.operationId === operationId);
}

function isQueueEmpty(state: ReservationState): boolean {
  return !state.operations.some(({ status }) => status === 'pending');
}

async function admitted(desk: Desk): Promise<ReservationState> {
  await condition(() => desk.state !== null || desk.rejection !== null);
  if (desk.state) return desk.state;
  throw desk.rejection;
}
