/**
 * How long each kind of activity may take and how often it is tried. Complete: a partial profile would mean
 * retries for ever. Each with its reason.
 */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities';

/** Past the HTTP time-out, so that the activity itself says what happened and the engine need not guess. */
const ROOM_MS = 5_000;

/**
 * Sent once per decision: a repeat is the workflow's to decide, after it has read the provider's books. A lost worker
 * shows as a start-to-close time-out, which is an unknown outcome.
 */
export function sendingActivities(providerTimeoutMs: number) {
  return proxyActivities<
    Pick<
      Activities,
      'submit' | 'createSession' | 'capture' | 'charge' | 'refund' | 'cancel' | 'complete' | 'resend'
    >
  >({
    startToCloseTimeout: providerTimeoutMs + ROOM_MS,
    retry: { maximumAttempts: 1 },
  });
}

/**
 * Reading changes nothing, so it is retried: quickly at first, for about half a minute, so that an order's commands
 * do not wait behind a provider that is down. The loop then comes back to it.
 */
export function readingActivities(providerTimeoutMs: number) {
  return proxyActivities<Pick<Activities, 'readDetails' | 'readHistory'>>({
    startToCloseTimeout: providerTimeoutMs + ROOM_MS,
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
    startToCloseTimeout: 30_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 60_000 },
  });
}

/** Asks the engine which reservations are ours, and passes hints on; harmless to repeat. */
export function engineActivities() {
  return proxyActivities<Pick<Activities, 'findStrangers' | 'passHints' | 'passStranger'>>({
    startToCloseTimeout: 60_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 30_000, maximumAttempts: 10 },
  });
}
