/**
 * What becomes of a command that came in: recorded and waited for, or refused at the door. Nothing is sent from here.
 */
import { condition, currentUpdateInfo } from '@temporalio/workflow';
import equal from 'fast-deep-equal';
import { clearFor } from './attention';
import { type MessageName, OPERATION_ID } from './command-shapes';
import type { Desk } from './desk';
import { judge, unsettledOperation } from './guards';
import type { CommandAnswer, CommandBodies, CommandContext, CommandKind, ResolveBody } from './messages';
import { addOperation } from './new-state';
import type { Operation, Resolution } from './operation';
import type { RefusalName } from './refusals';
import { contradiction, operationRefusal, refusal, stateRefusal } from './refuse';
import type { ReservationState } from './state';
import { note } from './timeline';
import { toOperation, toReservation } from './view';

/** Asks for one command and answers once its outcome is known, or once a person was asked. */
export async function command<K extends CommandKind>(
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
export function ask<K extends CommandKind>(
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
  if (operationId !== undefined && state.resolutions.some(({ key }) => key === operationId)) {
    throw refusal(
      'idempotency_key_reused',
      'This key named a person’s word on another operation of this order. Nothing was done; use a new key for a new command.',
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

/** Takes a person's word, and answers once it was checked against the books. The same key again is the same word. */
export async function resolveBy(
  desk: Desk,
  body: ResolveBody,
  by: CommandContext = {},
): Promise<CommandAnswer> {
  const key = by.operationId ?? currentUpdateInfo()?.id ?? null;
  const state = await admitted(desk);
  const requestedBy = by.requestedBy ?? 'temporal';
  const { operationId, outcome, evidence } = body;
  const operation = state.operations.find((known) => known.operationId === operationId);
  if (!operation) {
    noteRefused(desk, state, requestedBy, { kind: 'resolve', reason: 'operation_not_found' });
    throw refusal('operation_not_found', `This order has no operation ${operationId}. Nothing was changed.`);
  }
  const known = sameWord(state, key, body);
  if (!known && operation.status !== 'unknown')
    return settledAlready(desk, state, operation, { ...body, requestedBy });
  const now = desk.now();
  const asked = { key, operationId, outcome, evidence, requestedBy, requestedAt: now };
  const resolution: Resolution = known ?? { ...asked, dueAt: now, result: null, shown: null };
  if (!known) state.resolutions.push(resolution);
  await condition(() => desk.leaving || resolution.result !== null);
  if (resolution.result === 'contradicted') throw contradiction(state, operation, resolution, desk.now());
  return { operation: toOperation(operation), reservation: toReservation(state, desk.now()) };
}

function sameWord(state: ReservationState, key: string | null, body: ResolveBody): Resolution | null {
  if (key === null) return null;
  const { operationId, outcome, evidence } = body;
  const word = state.resolutions.find((resolution) => resolution.key === key);
  const isSame = word?.operationId === operationId && word.outcome === outcome && word.evidence === evidence;
  if (isSame) return word;
  const command = state.operations.find((operation) => operation.operationId === key);
  if (!word && !command) return null;
  throw refusal(
    'idempotency_key_reused',
    'This key named another command of this order. Nothing was changed; use a new key for a new word.',
    command ? { operation: toOperation(command) } : {},
  );
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
  // Whatever still stands for it, a person has seen: that a refund was rejected later, for one.
  clearFor(state, now, 'person_acted', operation.operationId);
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

/** Those who ask wait no longer once the outcome is known, or once a person was asked. */
function isSettled(state: ReservationState, operation: Operation): boolean {
  const { status, operationId } = operation;
  if (status === 'executed' || status === 'refused') return true;
  return (
    status === 'unknown' &&
    state.attentions.some(
      (attention) => attention.code === 'operation_unsettled' && attention.operationId === operationId,
    )
  );
}

function isQueueEmpty(state: ReservationState): boolean {
  return !state.operations.some(({ status }) => status === 'pending');
}

/** The state, once the order was admitted. @throws why it could not be */
export async function admitted(desk: Desk): Promise<ReservationState> {
  await condition(() => desk.state !== null || desk.rejection !== null);
  if (desk.state) return desk.state;
  throw desk.rejection;
}
