/** When the provider's history was last read to its end, as the engine knows it: whichever worker has done it. */
import type { Client } from '@temporalio/client';
import { readWithin } from '../client/patience';
import { quotedName } from './quoted-name';

/** The end of the last sweep that succeeded; null when the engine knows of none. @throws EngineUnavailableError, EngineBusyError */
export function readLastSweep({
  client,
  taskQueue,
}: {
  client: Client;
  taskQueue: string;
}): Promise<Date | null> {
  const query = [
    "WorkflowType = 'sweep'",
    `TaskQueue = ${quotedName(taskQueue)}`,
    "ExecutionStatus = 'Completed'",
  ].join(' AND ');
  return readWithin(client, async () => {
    // The store gives what was closed last first.
    for await (const { closeTime } of client.workflow.list({ query, pageSize: 1 })) return closeTime ?? null;
    return null;
  });
}
