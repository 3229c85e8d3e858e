/** Fills a running Holdfast with holds: the real workflow is started with a state to go on from, one task each. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import pLimit from 'p-limit';
import { startOptions } from '../../src/orders/start-options';
import { type Continuation, WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages';
import type { ParkedOrder } from './parked-hold';

const AT_ONCE = 48;
const POLL_MS = 500;

/** Where they go and how many; `patienceMs` bounds the whole. */
export interface ParkHolds {
  /** host:port of the engine. */
  address: string;
  taskQueue: string;
  count: number;
  /** The `index`-th of them, made when it is its turn. */
  orderAt(index: number): ParkedOrder;
  patienceMs: number;
  say(line: string): void;
}

/** There once every list finds all of them, beside those it found before. @throws Error when the time has run out */
export async function parkHolds(parts: ParkHolds): Promise<void> {
  const { address, taskQueue, count, orderAt, patienceMs, say } = parts;
  const deadlineMs = Date.now() + patienceMs;
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const query = `WorkflowType = '${WORKFLOW_TYPE}' AND HoldfastState = 'reserved'`;
    const before = (await client.workflow.count(query)).count;
    const limited = pLimit(AT_ONCE);
    const start = async (index: number): Promise<void> => {
      if (Date.now() > deadlineMs) throw new Error(`Only ${index} of ${count} orders were started in time.`);
      const { input, state } = orderAt(index);
      const goingOn: Continuation = { carried: state };
      const place = { workflowId: workflowIdOf(input.orderId), taskQueue };
      await client.workflow.start(WORKFLOW_TYPE, startOptions(place, [input, goingOn]));
      if ((index + 1) % 1_000 === 0) say(`${index + 1} of ${count} orders are started`);
    };
    await Promise.all(Array.from({ length: count }, (_, index) => limited(() => start(index))));
    for (;;) {
      const parked = (await client.workflow.count(query)).count - before;
      if (parked >= count) return;
      if (Date.now() > deadlineMs) throw new Error(`Only ${parked} of ${count} orders were parked in time.`);
      await delay(POLL_MS);
    }
  } finally {
    await connection.close();
  }
}
