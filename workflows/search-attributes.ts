/**
 * What the engine's lists can be filtered by. No personal data: search attributes are never encrypted.
 */
import { upsertSearchAttributes } from '@temporalio/workflow';
import { gravest } from './attention';
import { deadlinesOf } from './deadlines';
import {
  amountAttribute,
  attentionAttribute,
  captureByAttribute,
  reservationUuidAttribute,
  stateAttribute,
} from './messages';
import { orderMinor, type ReservationState } from './state';

/** Publishes the state when it differs from what was last published in this run; costs one event. */
export function createPublisher(): (state: ReservationState) => void {
  let published = '';
  return (state) => {
    const { captureBy } = deadlinesOf(state);
    const facts = {
      lifecycle: state.lifecycle,
      attention: gravest(state) !== null,
      captureBy,
      amountMinor: orderMinor(state.order),
      reservationUuid: state.reservationUuid,
    };
    const next = JSON.stringify(facts);
    if (next === published) return;
    published = next;
    upsertSearchAttributes([
      { key: stateAttribute, value: facts.lifecycle },
      { key: attentionAttribute, value: facts.attention },
      { key: captureByAttribute, value: captureBy === null ? null : new Date(captureBy) },
      { key: amountAttribute, value: facts.amountMinor },
      { key: reservationUuidAttribute, value: facts.reservationUuid },
    ]);
  };
}
