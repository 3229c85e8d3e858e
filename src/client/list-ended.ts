/** The ended orders of one stretch of a list, from the record. */
import type { LifecycleState } from '../../workflows/state';
import { ENDED_STATES, type OrderRecord, type RecordsQuery } from '../records/order-record';
import type { Place } from './cursor';
import type { ClientDependencies } from './engine-orders';
import type { Wanted } from './list-open';

/** A place, and the record that stands there. */
export interface EndedRow extends Place {
  record: OrderRecord;
}

/** Before it lies every deadline there is, and none that there is not. */
const NO_DEADLINE_AFTER = '9999-12-31T23:59:59.999Z';

/** The first `count` rows at most, in the order of the stretch. @throws RecordsUnavailableError */
export async function endedRows(
  records: ClientDependencies['records'],
  { filter, stretch, after, count }: Wanted,
): Promise<EndedRow[]> {
  const states = endedStates(filter.state);
  if (records === undefined || states?.length === 0) return [];
  const found = await records.page({
    ...stretchOf(stretch, filter.captureBefore),
    limit: count,
    ...(states === undefined ? {} : { states }),
    ...(filter.attention === undefined ? {} : { attention: filter.attention }),
    ...(filter.q === undefined ? {} : { prefix: filter.q }),
    ...(after === null ? {} : { after }),
  });
  return found.map((record) => ({
    key: (stretch === 'dated' ? record.captureBy : null) ?? record.createdAt,
    orderId: record.orderId,
    record,
  }));
}

function stretchOf(
  stretch: Wanted['stretch'],
  captureBefore: string | undefined,
): Pick<RecordsQuery, 'sort' | 'captureBefore' | 'withoutCaptureBy'> {
  switch (stretch) {
    case 'dated':
      return { sort: 'captureBy', captureBefore: captureBefore ?? NO_DEADLINE_AFTER };
    case 'undated':
      return { sort: 'newest', withoutCaptureBy: true };
    case 'all':
      return { sort: 'newest', ...(captureBefore === undefined ? {} : { captureBefore }) };
    default:
      return stretch satisfies never;
  }
}

function endedStates(state: LifecycleState | undefined): OrderRecord['state'][] | undefined {
  return state === undefined ? undefined : ENDED_STATES.filter((ended) => ended === state);
}
