/**
 * Where messages come in. Handlers only record what was asked and wait for its end; the loop acts. Commands are
 * updates because their callers wait for an answer; the same names are signals for those who do not.
 */
import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import equal from 'fast-deep-equal';
import { contextFaults, type MessageName, shapeFaults } from './command-shapes';
import { admitted, ask, command, resolveBy } from './commands';
import {
  type CallbackHint,
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
import type { OrderInput } from './order';
import { operationRefusal, refusal, stateRefusal } from './refuse';
import type { Hint, ReservationState } from './state';
import { note } from './timeline';
import { toReservation, unadmitted } from './view';

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
  const seen = 'status' in hint ? toldBy(hint) : { titles: hint.titles };
  note(state, desk.now(), `${source}_received`, source, { reservationUuid, ...seen });
  state.hints.push({ source, reservationUuid });
}

function toldBy({ status, attempt, sentAt }: CallbackHint): Record<string, unknown> {
  return { status, attempt, ...(typeof sentAt === 'string' && { sentAt }) };
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
