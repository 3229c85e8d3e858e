/**
 * Where messages come in. Handlers only record what was asked and wait for its end; the loop acts. Commands are
 * updates because their callers wait for an answer; the same names are signals for those who do not.
 */
import { ApplicationFailure } from '@temporalio/common';
import { allHandlersFinished, CancellationScope, condition, setHandler } from '@temporalio/workflow';
import equal from 'fast-deep-equal';
import { answerTo } from './answer';
import { contextFaults, type MessageName, shapeFaults } from './command-shapes';
import { admitted, ask, command, resolveBy } from './commands';
import {
  askUpdate,
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
  FORGOTTEN_REFUSAL,
  type HistoryHint,
  historySignal,
  type PlaceAnswer,
  type PlanHint,
  placeUpdate,
  planSignal,
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
import { takePlan } from './take-plan';
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

/** As the provider's uuids look; anything else is no hint. */
const UUID = /^[A-Za-z0-9-]{1,64}$/;

/** A flood of hints must not grow the state; the sweep finds what was left out. */
const MAX_HINTS = 50;

/** More rows of one reservation than this tell nothing more. */
const MAX_TITLES = 20;

/** What a callback tells stands on the timeline, as far as it may be true. */
const MAX_TOLD = 64;

/** Registers every update, signal and query. */
export function openDesk(desk: Desk): void {
  setHandler(
    placeUpdate,
    uncancelled((input) => place(desk, input)),
  );
  setHandler(captureUpdate, commandHandler(desk, 'capture'), validated('capture'));
  setHandler(chargeUpdate, commandHandler(desk, 'charge'), validated('charge'));
  setHandler(refundUpdate, commandHandler(desk, 'refund'), validated('refund'));
  setHandler(cancelUpdate, commandHandler(desk, 'cancel'), validated('cancel'));
  setHandler(completeUpdate, commandHandler(desk, 'complete'), validated('complete'));
  setHandler(resendUpdate, commandHandler(desk, 'resend'), validated('resend'));
  setHandler(
    resolveUpdate,
    uncancelled((body: ResolveBody, by?: CommandContext) => resolveBy(desk, body, by)),
    validated('resolve'),
  );
  setHandler(captureSignal, signalHandler(desk, 'capture'));
  setHandler(chargeSignal, signalHandler(desk, 'charge'));
  setHandler(refundSignal, signalHandler(desk, 'refund'));
  setHandler(cancelSignal, signalHandler(desk, 'cancel'));
  setHandler(completeSignal, signalHandler(desk, 'complete'));
  setHandler(resendSignal, signalHandler(desk, 'resend'));
  setHandler(resolveSignal, signalHandler(desk, 'resolve'));
  setHandler(
    callbackSignal,
    uncancelled((hint) => hinted(desk, 'callback', hint)),
  );
  setHandler(
    historySignal,
    uncancelled((hint) => hinted(desk, 'history', hint)),
  );
  setHandler(
    planSignal,
    uncancelled((hint) => planned(desk, hint)),
  );
  setHandler(askUpdate, () => undefined, {
    validator(question) {
      throw answerTo(desk, question);
    },
  });
  setHandler(reservationQuery, () => {
    if (desk.rejection) throw desk.rejection;
    return desk.state ? toReservation(desk.state, desk.now()) : unadmitted(desk.input);
  });
  setHandler(timelineQuery, () => desk.state?.timeline ?? []);
}

/** A workflow whose cancellation was asked for goes on, and so must those who speak with it. */
function uncancelled<Arguments extends unknown[], Answer>(
  handler: (...received: Arguments) => Promise<Answer>,
): (...received: Arguments) => Promise<Answer> {
  return (...received) => CancellationScope.nonCancellable(() => handler(...received));
}

function commandHandler<K extends CommandKind>(desk: Desk, kind: K) {
  return uncancelled((body: CommandBodies[K], by?: CommandContext) => command(desk, kind, body, by));
}

function signalHandler(desk: Desk, name: MessageName) {
  return uncancelled((body: unknown) => signalled(desk, name, body));
}

/** Whether nobody waits for an answer of this run. */
export function isDeskClear(): boolean {
  return allHandlersFinished();
}

async function place(desk: Desk, input: OrderInput | undefined): Promise<PlaceAnswer> {
  const state = await admitted(desk);
  const created = !state.placed;
  state.placed = true;
  // Without a body it asks about the order that was just started.
  if (input !== undefined && state.lifecycle !== 'failed' && state.forgotten) {
    throw refusal('order_forgotten', FORGOTTEN_REFUSAL);
  }
  if (input !== undefined && !equal(input, state.input)) {
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
  } catch (error) {
    // A command refused at the door was put on the timeline there; anything else is a fault of ours.
    if (!(error instanceof ApplicationFailure)) throw error;
  }
}

async function hinted(desk: Desk, source: Hint['source'], hint: CallbackHint | HistoryHint): Promise<void> {
  const state = await admitted(desk).catch(() => null);
  if (!state || typeof hint?.reservationUuid !== 'string' || !UUID.test(hint.reservationUuid)) return;
  const { reservationUuid } = hint;
  const told = 'status' in hint ? toldBy(hint) : { titles: titlesOf(hint) };
  note(state, desk.now(), `${source}_received`, source, { reservationUuid, ...told });
  if ('titles' in hint && isRejection(hint)) state.rejectionHinted = true;
  // One reading answers every hint at a reservation that came before it.
  if (state.hints.some((waiting) => waiting.reservationUuid === reservationUuid)) return;
  if (state.hints.length < MAX_HINTS) state.hints.push({ source, reservationUuid });
}

/** As the provider's titles look; anything else is not repeated on the timeline. */
const TITLE = /^[\w-]{1,64}$/;

function titlesOf({ titles }: HistoryHint): string[] {
  return (Array.isArray(titles) ? titles : []).filter((title) => TITLE.test(`${title}`)).slice(0, MAX_TITLES);
}

/** Source: Front Payment, "Get Reservation History": a refund that was accepted may be rejected later. */
function isRejection({ titles }: HistoryHint): boolean {
  return Array.isArray(titles) && titles.includes('refund-rejected');
}

async function planned(desk: Desk, hint: PlanHint): Promise<void> {
  const state = await admitted(desk).catch(() => null);
  if (state) takePlan(state, hint, desk.now());
}

function toldBy({ status, attempt, sentAt }: CallbackHint): Record<string, unknown> {
  return {
    status: `${status}`.slice(0, MAX_TOLD),
    attempt: Number(attempt),
    ...(typeof sentAt === 'string' && { sentAt: sentAt.slice(0, MAX_TOLD) }),
  };
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
