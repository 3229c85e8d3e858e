/** An order is asked only when nothing waits to be taken in. */
import { describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { askOrder } from '../../src/orders/ask-order';
import { reservationQuery } from '../../workflows/messages';

/** A handle of a workflow that has so many tasks to be done before it is up to date. */
function busyFor(tasks: number) {
  const asked: string[] = [];
  let left = tasks;
  const handle = {
    describe: async () => {
      asked.push('describe');
      const pendingWorkflowTask = left > 0 ? {} : null;
      left -= 1;
      return { raw: { pendingWorkflowTask } };
    },
    query: async () => {
      asked.push('query');
      return 'answer';
    },
  };
  return { asked, handle: handle as unknown as WorkflowHandle };
}

describe('a question to an order', () => {
  it('is put at once where nothing waits', async () => {
    const { asked, handle } = busyFor(0);
    expect(await askOrder(handle, reservationQuery)).toBe('answer');
    expect(asked).toEqual(['describe', 'query']);
  });

  it('waits until what has happened was taken in', async () => {
    const { asked, handle } = busyFor(2);
    await askOrder(handle, reservationQuery);
    expect(asked).toEqual(['describe', 'describe', 'describe', 'query']);
  });
});
