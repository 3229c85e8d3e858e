// The clock per workflow on the real engine: what moves it, what stops it, and what the workflow sees.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { fastForward, readClock, startSkipping, stopSkipping } from '../../src/engine/test-clock';
import { connectToEngine, type EngineConnections, uniqueName } from '../support/engine';
import { skippingClient } from '../support/time-skipping';
import {
  closeSignal,
  type DiaryPlan,
  type diary,
  type Entry,
  entriesQuery,
  noteSignal,
  nowUpdate,
} from './clock-workflows';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TOLERANCE_MS = 20_000;

let engine: EngineConnections;
let worker: Worker;
let working: Promise<void>;
const taskQueue = uniqueName('clock');

beforeAll(async () => {
  engine = await connectToEngine();
  worker = await Worker.create({
    connection: engine.native,
    taskQueue,
    workflowsPath: require.resolve('./clock-workflows'),
    activities: { work: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) },
  });
  working = worker.run();
});

afterAll(async () => {
  worker?.shutdown();
  await working;
  await engine?.close();
});

type Diary = WorkflowHandle<typeof diary>;

async function open(client: Client, plan: DiaryPlan): Promise<Diary> {
  const workflowId = uniqueName('diary');
  await client.workflow.start<typeof diary>('diary', { taskQueue, workflowId, args: [plan] });
  // Not the handle of the start: that one stays with its run when the workflow continues as new.
  return client.workflow.getHandle<typeof diary>(workflowId);
}

async function entriesWhen(handle: Diary, enough: (entries: Entry[]) => boolean): Promise<Entry[]> {
  for (;;) {
    const entries = await handle.query(entriesQuery);
    if (enough(entries)) return entries;
  }
}

const forward = (handle: Diary, durationMs: number, timeoutMs?: number) =>
  fastForward({
    client: engine.client,
    workflowId: handle.workflowId,
    durationMs,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });

const whats = (entries: Entry[]) => entries.map((entry) => entry.what);

/** Milliseconds between two entries, in the workflow's own time. */
const between = (entries: Entry[], from: number, to: number) =>
  Date.parse(entries[to]?.at ?? '') - Date.parse(entries[from]?.at ?? '');

function expectAbout(actualMs: number, expectedMs: number): void {
  expect(Math.abs(actualMs - expectedMs)).toBeLessThan(TOLERANCE_MS);
}

describe('fastForward', () => {
  it('moves a workflow that was started plainly, step by step', async () => {
    const handle = await open(engine.client, { timersMs: [DAY_MS] });
    expect(await forward(handle, 5 * HOUR_MS)).toEqual({ arrived: true, reason: null });
    expect(whats(await handle.query(entriesQuery))).toEqual(['start']);
    expect(await forward(handle, 20 * HOUR_MS)).toEqual({ arrived: true, reason: null });
    const entries = await handle.query(entriesQuery);
    expect(whats(entries)).toEqual(['start', 'timer']);
    expectAbout(between(entries, 0, 1), DAY_MS);
    await handle.terminate();
  });

  it('stops skipping when it has arrived, so the next timer stays where it is', async () => {
    const handle = await open(engine.client, { timersMs: [HOUR_MS, DAY_MS] });
    await forward(handle, 2 * HOUR_MS);
    const clock = await readClock(engine.client, handle.workflowId);
    expect(clock.skipping).toBe(false);
    expectAbout(clock.aheadMs, 2 * HOUR_MS);
    expect(whats(await handle.query(entriesQuery))).toEqual(['start', 'timer']);
    await handle.terminate();
  });

  it('lets signals and updates that come later find the new time', async () => {
    const handle = await open(engine.client, { timersMs: [DAY_MS] });
    await forward(handle, 5 * HOUR_MS);
    await handle.signal(noteSignal, 'signal');
    const entries = await handle.query(entriesQuery);
    expectAbout(between(entries, 0, 1), 5 * HOUR_MS);
    expectAbout(Date.parse(await handle.executeUpdate(nowUpdate)) - Date.now(), 5 * HOUR_MS);
    await handle.terminate();
  });

  it('waits for an activity on the way and goes on after it', async () => {
    const handle = await open(engine.client, { timersMs: [DAY_MS, DAY_MS], workMs: 500 });
    expect(await forward(handle, 3 * DAY_MS)).toEqual({ arrived: true, reason: null });
    const entries = await handle.query(entriesQuery);
    expect(whats(entries)).toEqual(['start', 'timer', 'work', 'timer', 'work']);
    expect(between(entries, 1, 2)).toBeLessThan(TOLERANCE_MS);
    await handle.terminate();
  });

  it('goes on through continue-as-new', async () => {
    const handle = await open(engine.client, { timersMs: [DAY_MS, DAY_MS], renewAfterTimers: true });
    expect(await forward(handle, 3.5 * DAY_MS)).toEqual({ arrived: true, reason: null });
    const entries = await handle.query(entriesQuery);
    expect(whats(entries)).toEqual(['start', 'timer', 'timer', 'start', 'timer']);
    expectAbout(between(entries, 0, 4), 3 * DAY_MS);
    await handle.terminate();
  });

  it('moves a workflow that waits for a message only', async () => {
    const handle = await open(engine.client, { timersMs: [] });
    await forward(handle, 30 * DAY_MS);
    expectAbout(Date.parse(await handle.executeUpdate(nowUpdate)) - Date.now(), 30 * DAY_MS);
    await handle.terminate();
  });

  it('passes many timers within its time', async () => {
    const handle = await open(engine.client, { timersMs: Array.from({ length: 60 }, () => HOUR_MS) });
    expect((await forward(handle, 61 * HOUR_MS)).arrived).toBe(true);
    expect(await handle.query(entriesQuery)).toHaveLength(61);
    await handle.terminate();
  });

  it('says so when the workflow ends on the way', async () => {
    const handle = await open(engine.client, { timersMs: [HOUR_MS] });
    await handle.signal(closeSignal);
    const result = await forward(handle, 2 * DAY_MS);
    expect(result).toEqual({ arrived: false, reason: expect.stringContaining('ended') });
    expect(whats(await handle.result())).toEqual(['start', 'timer']);
  });

  it('says so when the time it was given is over', async () => {
    const handle = await open(engine.client, { timersMs: [HOUR_MS], workMs: 3_000 });
    const result = await forward(handle, DAY_MS, 300);
    expect(result).toEqual({ arrived: false, reason: expect.stringContaining('300 ms') });
    await handle.terminate();
  });

  it('rejects for a workflow that has ended', async () => {
    const handle = await open(engine.client, { timersMs: [] });
    await handle.terminate();
    await expect(forward(handle, HOUR_MS)).rejects.toMatchObject({ code: 5 });
  });
});

describe('skipping without an end', () => {
  it('brings a workflow from skippingClient through a week in seconds', async () => {
    const handle = await open(skippingClient(engine.client), {
      timersMs: Array.from({ length: 7 }, () => DAY_MS),
    });
    const entries = await entriesWhen(handle, (all) => all.length === 8);
    expectAbout(between(entries, 0, 7), 7 * DAY_MS);
    await handle.terminate();
  });

  it('skips in a workflow begun by an update', async () => {
    const start = new WithStartWorkflowOperation<typeof diary>('diary', {
      taskQueue,
      workflowId: uniqueName('diary'),
      args: [{ timersMs: [DAY_MS] }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    await skippingClient(engine.client).workflow.executeUpdateWithStart(nowUpdate, {
      startWorkflowOperation: start,
    });
    const handle = await start.workflowHandle();
    expect(whats(await entriesWhen(handle, (all) => all.length === 2))).toEqual(['start', 'timer']);
    await handle.terminate();
  });

  it('goes on in the run after continue-as-new', async () => {
    const plan = { timersMs: [DAY_MS, DAY_MS], renewAfterTimers: true };
    const handle = await open(skippingClient(engine.client), plan);
    const entries = await entriesWhen(handle, (all) => all.length === 6);
    expectAbout(between(entries, 0, 5), 4 * DAY_MS);
    await handle.terminate();
  });

  it('can be begun and ended on a running workflow', async () => {
    const handle = await open(engine.client, { timersMs: [DAY_MS] });
    await startSkipping(engine.client, handle.workflowId);
    await entriesWhen(handle, (all) => all.length === 2);
    await stopSkipping(engine.client, handle.workflowId);
    const clock = await readClock(engine.client, handle.workflowId);
    expect(clock.skipping).toBe(false);
    expectAbout(clock.aheadMs, DAY_MS);
    await handle.terminate();
  });
});
