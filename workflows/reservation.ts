/**
 * The reservation's workflow: one per order, from the order to its end. State, handlers, steps: handlers record what
 * was asked, and this one loop acts. Runs in the workflow sandbox: deterministic, no I/O.
 */
import {
  type ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  workflowInfo,
} from '@temporalio/workflow';
import type { Admission } from '../activities/inputs';
import { localActivities, patientActivities } from './activity-profiles';
import { CALLBACK_MS } from './awaited-callback';
import type { StrayRoom } from './clear-stray';
import { type Clock, createClock } from './clock';
import { createOutcomeMeter } from './count-outcomes';
import { type Desk, isDeskClear, openDesk } from './desk';
import { msUntil, plusMs } from './instants';
import type { Continuation } from './messages';
import { newState } from './new-state';
import { nextStep, type Step } from './next-step';
import type { OrderInput } from './order';
import { createProviderCalls } from './provider-calls';
import { refusal } from './refuse';
import { beganUnder } from './rules';
import { createPublisher } from './search-attributes';
import type { ReservationState } from './state';
import { sortHints } from './strays';
import { takeStep } from './take-step';
import { type Reservation, toReservation } from './view';

/** Starting it twice for one order never places two reservations; ended orders are reopened from the record. */
export async function reservation(input: OrderInput, continuation?: Continuation): Promise<Reservation> {
  const clock = createClock();
  const { now } = clock;
  const desk: Desk = { input, state: null, rejection: null, recorded: false, leaving: false, now };
  openDesk(desk);
  // A cancellation of the workflow releases no money: `cancel` does. It is not allowed to tear an operation apart.
  return CancellationScope.nonCancellable(async () => {
    const state = await admit(desk, input, continuation);
    desk.state = state;
    await live(desk, state, clock);
    return toReservation(state, now());
  });
}

async function live(desk: Desk, state: ReservationState, clock: Clock): Promise<void> {
  const { now } = clock;
  const publish = createPublisher();
  const countOutcomes = createOutcomeMeter(state);
  const room: StrayRoom = { state, now, ...createProviderCalls(state, clock) };
  for (;;) {
    countOutcomes();
    sortHints(state, now());
    const step = nextStep(state, now());
    if (isPause(step, state, now())) publish(state, { at: now(), thorough: step.do !== 'read' });
    if (step.do === 'end') {
      if (await isClosed(desk, state)) return;
      continue;
    }
    if (step.do === 'wait') {
      if (workflowInfo().continueAsNewSuggested) await leave(desk, state);
      await rest(state, step.until, clock);
      continue;
    }
    await takeStep(room, step);
  }
}

/** Where lists may well see the order as it is; between two calls they would only cost events. */
function isPause(step: Step, state: ReservationState, now: string): boolean {
  if (step.do === 'read') return !beganUnder(4, state);
  if (step.do !== 'wait' || !beganUnder(4, state)) return step.do === 'wait' || step.do === 'end';
  return step.until === null || step.until > plusMs(now, CALLBACK_MS);
}

/** Until something is asked, hinted or noted, the instant has come, or the history has grown too long. */
async function rest(state: ReservationState, until: string | null, clock: Clock): Promise<void> {
  const before = seen(state);
  const { plan, nextId } = state;
  const changed = (): boolean =>
    seen(state) !== before ||
    state.plan !== plan ||
    (beganUnder(3, state) && state.nextId !== nextId) ||
    workflowInfo().continueAsNewSuggested;
  if (until === null) return condition(changed);
  const isWoken = await condition(changed, msUntil(until, clock.now()));
  if (!isWoken) clock.reached(until);
}

/** Messages only ever add: their number tells whether one came. */
function seen({ operations, hints, resolutions }: ReservationState): number {
  return operations.length + hints.length + resolutions.length;
}

/** Writes the record; true when nothing came meanwhile. */
async function isClosed(desk: Desk, state: ReservationState): Promise<boolean> {
  const before = seen(state);
  await localActivities()
    .writeRecord(state)
    .catch(() => patientActivities().writeRecord(state));
  desk.recorded = true;
  // Who waits for a new command is answered by the loop, and not before it.
  await condition(() => isDeskClear() || seen(state) !== before);
  return seen(state) === before;
}

/** Carries the whole state into a new run once nobody waits for an answer of this one. */
async function leave(desk: Desk, state: ReservationState): Promise<void> {
  desk.leaving = true;
  await condition(isDeskClear);
  await continueAsNew<typeof reservation>(state.input, { carried: state });
}

async function admit(desk: Desk, input: OrderInput, continuation?: Continuation): Promise<ReservationState> {
  if (continuation && 'carried' in continuation) return continuation.carried;
  const { workflowId } = workflowInfo();
  const asked = { order: input, workflowId, reopen: continuation !== undefined, at: desk.now() };
  const admission = await localActivities()
    .admit(asked)
    .catch(() => patientActivities().admit(asked));
  switch (admission.is) {
    case 'fresh':
      return newState({ ...admission, input }, workflowInfo().startTime.toISOString());
    case 'ended':
      return admission.state;
    case 'unknown':
    case 'invalid':
      return reject(desk, admission);
    default:
      return admission satisfies never;
  }
}

/** Tells those who already wait, and ends: nothing was placed. */
async function reject(
  desk: Desk,
  admission: Extract<Admission, { is: 'unknown' | 'invalid' }>,
): Promise<never> {
  const failure = admission.is === 'unknown' ? notKnown() : invalid(admission.faults);
  desk.rejection = failure;
  await condition(isDeskClear);
  throw failure;
}

function notKnown(): ApplicationFailure {
  return refusal('not_placed', 'Neither the engine nor the record knows this order. Nothing was done.');
}

function invalid(errors: Extract<Admission, { is: 'invalid' }>['faults']): ApplicationFailure {
  const named = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  return refusal('order_invalid', `Not an order: ${named}. Nothing was placed.`, { errors });
}
