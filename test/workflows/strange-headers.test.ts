/** What a stranger's client puts where traces are carried: the order goes on, and hands on nothing of it but a trace. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, WithStartWorkflowOperation, type WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { captureUpdate, placeUpdate } from '../../workflows/messages';
import { anOrder, executions, untilEnded, untilState, uuidOf } from '../support/orders';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const HEADER = '_tracer-data';

/** A client that says the same in the header of whatever it sends. */
function clientThatSays(header: Payload): Client {
  const headed = <Input extends { headers: Record<string, Payload> }>(input: Input): Input => ({
    ...input,
    headers: { ...input.headers, [HEADER]: header },
  });
  const interceptor: WorkflowClientInterceptor = {
    startUpdate: (input, next) => next(headed(input)),
    startUpdateWithStart: (input, next) =>
      next({ ...input, workflowStartHeaders: { [HEADER]: header }, updateHeaders: { [HEADER]: header } }),
  };
  const { connection, options } = world.client;
  return new Client({ connection, namespace: options.namespace, interceptors: { workflow: [interceptor] } });
}

/** Through its whole life, by that client. */
async function aLife(client: Client) {
  const order = anOrder();
  const startWorkflowOperation = new WithStartWorkflowOperation('reservation', {
    workflowId: `reservation/${order.orderId}`,
    taskQueue: world.taskQueue,
    args: [order],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const placed = await client.workflow.executeUpdateWithStart(placeUpdate, {
    args: [order],
    startWorkflowOperation,
  });
  world.sandbox.control.pay(uuidOf(placed));
  await untilState(world, order.orderId, 'reserved');
  const handle = client.workflow.getHandle(`reservation/${order.orderId}`);
  await handle.executeUpdate(captureUpdate, { args: [{}] });
  await untilEnded(world, order.orderId);
  const { events } = await handle.fetchHistory();
  return { executions: executions(world, placed), events: events ?? [] };
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('an order whose client sends along', () => {
  it.each<[string, Payload]>([
    ['nothing where a trace should be', defaultPayloadConverter.toPayload(null)],
    ['a word where a trace should be', defaultPayloadConverter.toPayload('00-trace')],
    ['what only its own codec can read', { metadata: { encoding: text('binary/of-mine') }, data: text('?') }],
    ['what is no JSON at all', { metadata: { encoding: text('json/plain') }, data: text('{') }],
  ])('%s lives on and is captured once', async (_what, header) => {
    const life = await aLife(clientThatSays(header));
    expect(life.executions).toEqual(['submit', 'pay', 'capture', 'complete']);
  });

  it('baggage beside its trace hands on the trace alone', async () => {
    const header = defaultPayloadConverter.toPayload({
      traceparent: `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01`,
      baggage: 'user.email=kari@example.com',
    });
    const { events } = await aLife(clientThatSays(header));
    const handedOn = events.flatMap(({ activityTaskScheduledEventAttributes: activity }) => {
      const carried = activity?.header?.fields?.[HEADER];
      return carried ? [defaultPayloadConverter.fromPayload(carried as Payload)] : [];
    });
    expect(handedOn.length).toBeGreaterThan(0);
    for (const carried of handedOn)
      expect(carried).toEqual({ traceparent: expect.stringMatching(/^00-(a1){16}-[\da-f]{16}-01$/) });
  });
});
