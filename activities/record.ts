/** The record of ended orders: asked before an order begins, written when it has ended. Local: no provider call. */

import { admitOrder } from '../src/orders/admit-order';
import { redactOrder } from '../src/orders/redact-order';
import type { OrderRecord } from '../src/records/order-record';
import { deadlinesOf } from '../workflows/deadlines';
import { capturedMinor, chargedMinor, refundedMinor } from '../workflows/ledger';
import { workflowIdOf } from '../workflows/messages';
import { PRESENT_RULES } from '../workflows/rules';
import { orderMinor, type ReservationState, type TimelineItem } from '../workflows/state';
import type { ActivityDependencies } from './dependencies';
import type { Admission, AdmitInput } from './inputs';

/** Both throw RecordsUnavailableError while the record does not answer, and are retried. */
export function createRecordActivities(dependencies: ActivityDependencies) {
  const { records, policyDefaults, workflowSettings } = dependencies;

  /** It may have been forgotten while it was opened again; a later life under the same id is somebody else's. */
  async function forgottenBefore(state: ReservationState): Promise<Pick<ReservationState, 'forgotten'>> {
    if (state.forgotten) return state;
    const record = await records.find(state.order.orderId);
    const before = record?.body as ReservationState | undefined;
    return before?.createdAt === state.createdAt ? before : {};
  }

  return {
    /**
     * Admits an order: an order that has ended comes back as it was, so that its id stays used for ever; one that had
     * failed may be placed anew; a new one is checked and gets its defaults.
     */
    async admit({ order: input, workflowId, reopen, at }: AdmitInput): Promise<Admission> {
      // Two workflows for one order would place it twice.
      if (workflowId !== workflowIdOf(input?.orderId)) return { is: 'invalid', faults: [NOT_ITS_OWN] };
      const record = typeof input?.orderId === 'string' ? await records.find(input.orderId) : null;
      const ended = record ? (record.body as ReservationState) : null;
      if (ended && (reopen || ended.lifecycle !== 'failed')) return { is: 'ended', state: ended };
      if (reopen) return { is: 'unknown' };
      const admitted = admitOrder(input, policyDefaults, at);
      if ('faults' in admitted) return { is: 'invalid', faults: admitted.faults };
      return {
        is: 'fresh',
        order: admitted.order,
        settings: { ...workflowSettings, rules: PRESENT_RULES },
        ...lifeBefore(ended),
      };
    },

    /** Writes an order's end; repeating it changes nothing. Of a forgotten order nothing personal comes back. */
    async writeRecord(state: ReservationState): Promise<void> {
      const { forgotten } = await forgottenBefore(state);
      await records.put(toRecord(forgotten ? redactOrder(state, forgotten) : state));
    },
  };
}

/** What a life of this order that had failed hands to the next one. */
function lifeBefore(failed: ReservationState | null): { attempts: number; earlier?: TimelineItem[] } {
  return failed ? { attempts: failed.attempts, earlier: failed.timeline } : { attempts: 0 };
}

const NOT_ITS_OWN = {
  path: 'orderId',
  message: 'must be the one in the workflow’s id, which is reservation/{orderId}',
};

function toRecord(state: ReservationState): OrderRecord {
  const { order, ledger } = state;
  return {
    orderId: order.orderId,
    state: state.lifecycle as OrderRecord['state'],
    attention: state.attentions.length > 0,
    currency: order.currency,
    orderMinor: orderMinor(order),
    reservedMinor: ledger.reservedMinor,
    capturedMinor: capturedMinor(ledger),
    chargedMinor: chargedMinor(ledger),
    refundedMinor: refundedMinor(ledger),
    captureBy: deadlinesOf(state).captureBy,
    reservationUuid: state.reservationUuid,
    createdAt: state.createdAt,
    endedAt: state.timeline.at(-1)?.at ?? state.createdAt,
    body: state,
  };
}
