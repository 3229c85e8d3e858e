/** What the engine gives to whoever asks it without our codec: every workflow as it is listed, and its whole history. */
import { Client, Connection } from '@temporalio/client';
import { until } from '../support/until';

/** What was found to look into: the names, the bytes. */
export interface RawEngine {
  workflows: number;
  events: number;
  places: [name: string, bytes: Buffer][];
}

/** All workflows of a namespace, as JSON and with every payload's bytes as they are. */
export async function readRawEngine(address: string, namespace = 'default'): Promise<RawEngine> {
  const connection = await Connection.connect({ address });
  try {
    const service = connection.workflowService;
    const { executions } = await service.listWorkflowExecutions({ namespace, pageSize: 1000 });
    const places: RawEngine['places'] = [];
    let events = 0;
    for (const listed of executions) {
      const { workflowId, runId } = listed.execution ?? {};
      const history = await wholeHistory(connection, { namespace, workflowId, runId });
      events += history.length;
      // Search attributes, memo and ids are here; payloads in base64 as JSON has them.
      places.push([`list of ${workflowId}`, Buffer.from(JSON.stringify(listed))]);
      places.push([`history of ${workflowId}`, Buffer.from(JSON.stringify(history))]);
      places.push([`payloads of ${workflowId}`, Buffer.concat(payloadsIn([listed, history]))]);
    }
    return { workflows: executions.length, events, places };
  } finally {
    await connection.close();
  }
}

/** Waits until a workflow has ended, and with it what it writes at its end. */
export async function untilClosed(address: string, workflowId: string): Promise<void> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  try {
    await until(
      `${workflowId} has ended`,
      async () => {
        const { status } = await client.workflow.getHandle(workflowId).describe();
        return status.name !== 'RUNNING';
      },
      { patienceMs: 60_000, pollMs: 100 },
    );
  } finally {
    await connection.close();
  }
}

async function wholeHistory(
  connection: Connection,
  {
    namespace,
    workflowId,
    runId,
  }: { namespace: string; workflowId: string | null | undefined; runId: string | null | undefined },
): Promise<object[]> {
  const events: object[] = [];
  let nextPageToken: Uint8Array | null | undefined = null;
  do {
    const page: Awaited<ReturnType<Connection['workflowService']['getWorkflowExecutionHistory']>> =
      await connection.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: { workflowId: workflowId ?? '', runId: runId ?? '' },
        nextPageToken: nextPageToken ?? new Uint8Array(),
      });
    events.push(...(page.history?.events ?? []));
    ({ nextPageToken } = page);
  } while (nextPageToken && nextPageToken.length > 0);
  return events;
}

/** Every run of bytes within, with what base64 it holds taken out of it too. */
function payloadsIn(value: unknown): Buffer[] {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    const inner = bytes.toString('latin1').match(/[A-Za-z\d+/]{24,}={0,2}/g) ?? [];
    return [bytes, ...inner.map((text) => Buffer.from(text, 'base64'))];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(payloadsIn);
}
