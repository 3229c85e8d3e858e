/**
 * How long each kind of activity may take and how often it is tried. Complete: a partial profile would mean
 * retries for ever. Each with its reason.
 */
import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities';
import type { SubmitInput } from '../activities/inputs';
import { engineQueueOf, ROOM_MS } from './call-budget';
import type { Urgency } from './urgency';

/**
 * A call that takes long says every second that its worker lives (activities/beating.ts). A worker that is only slow may be
 * taken for lost: then its call is looked for in the books like any other whose answer was lost.
 */
const HEARTBEAT_MS = 5_000;

/**
 * Sent once per decision: a repeat is the workflow's to decide, after it has read the provider's books. A lost worker
 * shows as a heartbeat or start-to-close time-out, which is an unknown outcome; one that was not started in time as a schedule-to-start
 * time-out, and then nothing was sent.
 */
export function sendingActivities(providerTimeoutMs: number, urgency: Urgency) {
  return proxyActivities<
    Pick<
      Activities,
      'submit' | 'createSession' | 'capture' | 'charge' | 'refund' | 'cancel' | 'complete' | 'resend'
    >
  >({
    startToCloseTimeout: providerTimeoutMs + ROOM_MS,
    heartbeatTimeout: HEARTBEAT_MS,
    ...(urgency.startWithinMs !== null && { scheduleToStartTimeout: urgency.startWithinMs }),
    priority: { priorityKey: urgency.priorityKey },
    retry: { maximumAttempts: 1 },
  });
}

/**
 * What moves no money is sent within the workflow task: one event instead of three, and no task after it. A slow answer
 * is waited for outside it. Money is never sent so: that it was begun would not be recorded.
 */
export function sendingHere(
  providerTimeoutMs: number,
): Pick<Activities, 'submit' | 'createSession' | 'complete'> {
  const { submit, createSession, complete } = proxyLocalActivities<
    Pick<Activities, 'submit' | 'createSession' | 'complete'>
  >({
    startToCloseTimeout: providerTimeoutMs + ROOM_MS,
    retry: { maximumAttempts: 1 },
  });
  const inTask = (input: SubmitInput): SubmitInput => ({ ...input, events: workflowInfo().historyLength });
  return {
    submit: (input) => submit(inTask(input)),
    createSession: (input) => createSession(inTask(input)),
    complete,
  };
}

/** Read within the workflow task, once; what fails is read again outside it. */
export function readingHere(providerTimeoutMs: number) {
  return proxyLocalActivities<Pick<Activities, 'readDetails'>>({
    startToCloseTimeout: providerTimeoutMs + ROOM_MS,
    retry: { maximumAttempts: 1 },
  });
}

/**
 * A call that took longer than its task was held goes on at the worker that made it: the engine asks one after the other
 * until it has found it, or until the call must have ended.
 */
export function awaitingActivities(providerTimeoutMs: number) {
  return proxyActivities<Pick<Activities, 'awaitCall'>>({
    ...offTheBudget(),
    scheduleToCloseTimeout: providerTimeoutMs + ROOM_MS,
    retry: { initialInterval: 100, backoffCoefficient: 1.5, maximumInterval: 1_000 },
  });
}

/**
 * Reading changes nothing, so it is retried: quickly at first, for about half a minute, so that an order's commands
 * do not wait behind a provider that is down. The loop then comes back to it.
 */
export function readingActivities(providerTimeoutMs: number, { priorityKey }: Urgency) {
  return proxyActivities<Pick<Activities, 'readDetails' | 'readHistory' | 'searchStrangers'>>({
    startToCloseTimeout: providerTimeoutMs + ROOM_MS,
    heartbeatTimeout: HEARTBEAT_MS,
    priority: { priorityKey },
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 15_000, maximumAttempts: 5 },
  });
}

/** Looks into our own books only: no provider call, one event in the history instead of three. */
export function localActivities() {
  return proxyLocalActivities<Pick<Activities, 'admit' | 'writeRecord'>>({
    startToCloseTimeout: 10_000,
    retry: { initialInterval: 200, backoffCoefficient: 2, maximumInterval: 5_000, maximumAttempts: 5 },
  });
}

/** When the record was away longer than a local activity may hold its task: tried until it is back. */
export function patientActivities() {
  return proxyActivities<Pick<Activities, 'admit' | 'writeRecord'>>({
    ...offTheBudget(),
    startToCloseTimeout: 30_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 60_000 },
  });
}

/**
 * One reading of history and all that follows from it: thousands of orders may be asked and told. It says all the time
 * that it lives, so that a lost worker is found out long before the time that a large one may take.
 */
export function sweepingActivities(providerTimeoutMs: number) {
  return proxyActivities<Pick<Activities, 'sweepHistory'>>({
    startToCloseTimeout: 10 * 60_000,
    heartbeatTimeout: providerTimeoutMs + 30_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 15_000, maximumAttempts: 5 },
  });
}

/**
 * Asks the engine which reservations are ours, and passes hints on; harmless to repeat. Moments where all is well; an
 * order must not wait long for a worker that was lost meanwhile.
 */
export function engineActivities() {
  return proxyActivities<Pick<Activities, 'findStrangers' | 'passStrangers'>>({
    ...offTheBudget(),
    startToCloseTimeout: 15_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 30_000, maximumAttempts: 10 },
  });
}

/** Looks up and tells thousands in a crowd, and says every while that it is alive; the next plan is never far. */
export function planningActivities() {
  return proxyActivities<Pick<Activities, 'planDue'>>({
    ...offTheBudget(),
    startToCloseTimeout: 5 * 60_000,
    heartbeatTimeout: 15_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 5_000, maximumAttempts: 5 },
  });
}

/** No provider call, so it takes none of the merchant's budget, and does not wait behind thousands that do. */
function offTheBudget() {
  return { taskQueue: engineQueueOf(workflowInfo().taskQueue) };
}
