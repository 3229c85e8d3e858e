/**
 * A worker process of the matrix: the product's own worker, on the queues that the test names, with a trap in its
 * dependencies. It dies by SIGKILL of its own hand, and never otherwise outlives the test that started it.
 */

import type { ActivityDependencies } from '../../activities/create-activities';
import { createCallbackTokens } from '../../src/callbacks/token';
import { openRecords } from '../../src/records/records';
import { NOW_HEADER } from '../../src/sandbox';
import { createWorker } from '../../src/start/create-worker';
import { callSandbox } from '../../src/start/provider';
import { connectToEngine, type EngineConnections } from '../support/engine';
import { workflowBundle } from '../support/workflow-bundle';
import { VERIFY_SCHEDULE_MS } from './crash-points';
import { createTrap } from './trap';
import { trapped, trappedCodec } from './trapped-dependencies';
import type { Order, Report, WorkPlace } from './worker-messages';

const DAY_MS = 86_400_000;

/** What the workflows plan with: a lost worker shows five seconds after it. */
const PROVIDER_TIMEOUT_MS = 8_000;

/** Longer than any test waits for the worker's death: no call here ever ends by itself. */
const HTTP_TIMEOUT_MS = 60_000;

const trap = createTrap({
  arrived: (orderId) => say({ says: 'arrived', orderId }),
  die: () => say({ says: 'dying' }, () => process.kill(process.pid, 'SIGKILL')),
});
const engine = connectToEngine();
const leaving = new Map<string, () => Promise<void>>();

function say(report: Report, then?: () => void): void {
  process.send?.(report, undefined, undefined, then);
}

async function obey(order: Order): Promise<void> {
  switch (order.do) {
    case 'run':
      return run(await engine, order.place);
    case 'leave':
      return leaving.get(order.taskQueue)?.();
    case 'arm':
      return trap.arm(order.point, order.cells);
    case 'release':
      return trap.release();
    case 'die':
      return say({ says: 'dying' }, () => process.kill(process.pid, 'SIGKILL'));
    default:
      return order satisfies never;
  }
}

async function run(connections: EngineConnections, place: WorkPlace): Promise<void> {
  const records = await openRecords(place.recordsUrl);
  const worker = await createWorker({
    connection: connections.native,
    namespace: connections.namespace,
    taskQueue: place.taskQueue,
    ratePerMinute: 600_000,
    dataConverter: { payloadCodecs: [trappedCodec(trap)] },
    activities: trapped(dependenciesAt(connections, place, records), trap),
    workflows: { workflowBundle: workflowBundle() },
  });
  const running = worker.run();
  leaving.set(place.taskQueue, async () => {
    worker.shutdown();
    await running;
    await records.close();
  });
}

function dependenciesAt(
  { client }: EngineConnections,
  place: WorkPlace,
  records: ActivityDependencies['records'],
): ActivityDependencies {
  return {
    callFrontPayment: callSandbox({
      baseUrl: place.sandboxUrl,
      token: place.sandboxToken,
      timeoutMs: HTTP_TIMEOUT_MS,
      cancelMethod: 'GET',
      chargeValidityUnit: 'minutes',
      nowHeader: NOW_HEADER,
    }),
    callbackTokens: createCallbackTokens(place.callbackSecret),
    publicUrl: place.publicUrl,
    records,
    client,
    policyDefaults: { captureWindowMs: 7 * DAY_MS, safetyMarginMs: DAY_MS },
    workflowSettings: { verifyScheduleMs: VERIFY_SCHEDULE_MS, providerTimeoutMs: PROVIDER_TIMEOUT_MS },
  };
}

process.on('message', ({ number, order }: { number: number; order: Order }) => {
  obey(order).then(
    () => say({ says: 'done', number, fault: null }),
    (error: unknown) => say({ says: 'done', number, fault: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
