/** An engine whose lists show what a test says, when it says so: for lag, outages and orders of two runs. */
import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { changedAtAttribute, stateAttribute } from '../../workflows/messages';

export interface ShownRun {
  orderId: string;
  runId: string;
  startedAt: Date;
  changedAt: Date;
  state: string;
}

export interface LaggingLists {
  client: Client;
  /** What lists show from now on. */
  shown: ShownRun[];
  /** Lists fail while it is true. */
  away: boolean;
  /** How many lists were asked for. */
  asked: number;
}

export function laggingLists(): LaggingLists {
  const lists: LaggingLists = { client: undefined as never, shown: [], away: false, asked: 0 };
  async function* list({ query }: { query: string }) {
    lists.asked += 1;
    if (lists.away) throw new Error('away');
    const since = new Date(/HoldfastChangedAt >= '([^']+)'/.exec(query)?.[1] ?? '');
    for (const run of lists.shown.filter(({ changedAt }) => changedAt >= since)) {
      yield {
        workflowId: `reservation/${run.orderId}`,
        runId: run.runId,
        startTime: run.startedAt,
        typedSearchAttributes: new TypedSearchAttributes([
          { key: stateAttribute, value: run.state },
          { key: changedAtAttribute, value: run.changedAt },
        ]),
      };
    }
  }
  lists.client = {
    workflow: { list },
    withDeadline: (_deadline: number, call: () => unknown) => call(),
    withAbortSignal: (_signal: AbortSignal, call: () => unknown) => call(),
  } as unknown as Client;
  return lists;
}
