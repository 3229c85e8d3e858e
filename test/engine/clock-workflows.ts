// Workflows for the tests of the engine and its clock. Run in the workflow sandbox: deterministic, no I/O.

import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';

/** What a diary wrote down, and its own time when it did. */
export interface Entry {
  what: string;
  at: string;
}

export const entriesQuery = defineQuery<Entry[]>('entries');
export const noteSignal = defineSignal<[string]>('note');
export const closeSignal = defineSignal('close');
export const nowUpdate = defineUpdate<string>('now');

const { work } = proxyActivities<{ work(ms: number): Promise<void> }>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

/** `timersMs`: one timer after the other, each followed by `workMs` in an activity; then waits for `close`. */
export interface DiaryPlan {
  timersMs: number[];
  workMs?: number;
  renewAfterTimers?: boolean;
  entries?: Entry[];
}

/** Writes down each timer and message with its own time, and returns all entries when it is closed. */
export async function diary(plan: DiaryPlan): Promise<Entry[]> {
  const entries = [...(plan.entries ?? [])];
  const write = (what: string) => entries.push({ what, at: new Date(Date.now()).toISOString() });
  let closed = false;
  setHandler(entriesQuery, () => entries);
  setHandler(noteSignal, (what) => void write(what));
  setHandler(closeSignal, () => {
    closed = true;
  });
  setHandler(nowUpdate, () => new Date(Date.now()).toISOString());

  write('start');
  for (const timerMs of plan.timersMs) {
    await sleep(timerMs);
    write('timer');
    if (plan.workMs) {
      await work(plan.workMs);
      write('work');
    }
  }
  if (plan.renewAfterTimers) await continueAsNew<typeof diary>({ timersMs: plan.timersMs, entries });
  await condition(() => closed);
  return entries;
}
