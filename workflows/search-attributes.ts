/**
 * What the engine's lists can be filtered by. No personal data: search attributes are never encrypted.
 */
import { upsertSearchAttributes } from '@temporalio/workflow';
import { gravest } from './attention';
import { deadlinesOf, timerAtOf } from './deadlines';
import { plusMs } from './instants';
import { runwayMinor } from './ledger';
import {
  amountAttribute,
  attentionAttribute,
  captureByAttribute,
  changedAtAttribute,
  createdAtAttribute,
  referencesAttribute,
  reservationUuidAttribute,
  stateAttribute,
  timerAtAttribute,
} from './messages';
import { beganUnder } from './rules';
import { orderMinor, type ReservationState } from './state';

/**
 * `at` is the workflow's own time. `thorough`: whatever is new on the timeline counts, and not only what lists filter by;
 * for orders that began under rules 3.
 */
export interface Publication {
  at: string;
  thorough: boolean;
}

/** Publishes the state when it differs from what was last published in this run; costs one event. */
export function createPublisher(): (state: ReservationState, publication: Publication) => void {
  let published = '';
  let told = 0;
  let changedAt = '';
  return (state, { at, thorough }) => {
    const isFollowed = beganUnder(3, state);
    const facts = factsOf(state);
    const next = JSON.stringify(facts);
    const isNews = isFollowed && thorough && state.nextId !== told;
    if (next === published && !isNews) return;
    published = next;
    told = state.nextId;
    // The time of the publication, not of the item: whoever looks for what is new must not miss what was published late.
    // Never the same twice: where a worker's clock is ahead of the engine's, the order's stands still for a moment.
    changedAt = at > changedAt ? at : plusMs(changedAt, 1);
    upsertSearchAttributes([
      { key: stateAttribute, value: facts.lifecycle },
      { key: attentionAttribute, value: facts.attention },
      { key: captureByAttribute, value: dateOf(facts.captureBy) },
      { key: amountAttribute, value: facts.amountMinor },
      { key: reservationUuidAttribute, value: facts.reservationUuid },
      { key: timerAtAttribute, value: dateOf(facts.timerAt ?? null) },
      { key: referencesAttribute, value: facts.references ?? null },
      { key: createdAtAttribute, value: isFollowed ? Date.parse(state.createdAt) : null },
      { key: changedAtAttribute, value: isFollowed ? dateOf(changedAt) : null },
    ]);
  };
}

function factsOf(state: ReservationState) {
  return {
    lifecycle: state.lifecycle,
    attention: gravest(state) !== null,
    captureBy: deadlinesOf(state).captureBy,
    amountMinor: orderMinor(state.order),
    reservationUuid: state.reservationUuid,
    ...(beganUnder(2, state) && { timerAt: timerAtOfDue(state), references: referencesOf(state) }),
  };
}

function timerAtOfDue(state: ReservationState): string | null {
  return isDue(state) ? timerAtOf(state) : null;
}

/** Whether the capture timer will have to call the provider for this hold. */
function isDue({ lifecycle, ledger, order }: ReservationState): boolean {
  if (lifecycle === 'reserved') return true;
  return lifecycle === 'captured' && runwayMinor(ledger) > 0 && order.policy.remainder === 'capture';
}

/** An index has no room for more, and what is older was looked at long ago. */
const MAX_REFERENCES = 100;

function referencesOf({ ledger }: ReservationState): string[] | null {
  const references = [...ledger.captures, ...ledger.charges].flatMap(({ reference }) =>
    reference === null ? [] : [reference],
  );
  return references.length === 0 ? null : references.slice(-MAX_REFERENCES);
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}
