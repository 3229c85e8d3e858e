/**
 * What the engine's lists can be filtered by. No personal data: search attributes are never encrypted.
 */
import { defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { gravest } from './attention';
import { deadlinesOf } from './deadlines';
import { orderMinor, type ReservationState } from './state';

const STATE = defineSearchAttributeKey('HoldfastState', 'KEYWORD');
const ATTENTION = defineSearchAttributeKey('HoldfastAttention', 'BOOL');
const CAPTURE_BY = defineSearchAttributeKey('HoldfastCaptureBy', 'DATETIME');
const AMOUNT = defineSearchAttributeKey('HoldfastAmountMinor', 'INT');
const RESERVATION_UUID = defineSearchAttributeKey('HoldfastReservationUuid', 'KEYWORD');

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
      { key: STATE, value: facts.lifecycle },
      { key: ATTENTION, value: facts.attention },
      { key: CAPTURE_BY, value: captureBy === null ? null : new Date(captureBy) },
      { key: AMOUNT, value: facts.amountMinor },
      { key: RESERVATION_UUID, value: facts.reservationUuid },
    ]);
  };
}
