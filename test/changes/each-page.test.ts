/** Lists of many pages: each page has its own time, and each is told. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { everyPage } from '../../src/changes/each-page';

/** An engine with so many runs, and the deadlines under which it was asked for each. */
function anEngine(runs: number) {
  const deadlines: number[] = [];
  async function* list() {
    for (let run = 0; run < runs; run += 1) yield { workflowId: `reservation/${run}` };
  }
  const withDeadline = (deadline: number, call: () => unknown) => {
    deadlines.push(deadline);
    return call();
  };
  return { client: { workflow: { list }, withDeadline } as unknown as Client, deadlines };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('a list of many pages', () => {
  it('has a new deadline for each page, however long the whole takes', async () => {
    const { client, deadlines } = anEngine(3);
    jest.useFakeTimers({ now: 0 });
    const ids: string[] = [];
    for await (const { workflowId } of everyPage(client, { query: '' })) {
      ids.push(workflowId);
      jest.setSystemTime(Date.now() + 8_000);
    }
    expect(ids).toEqual(['reservation/0', 'reservation/1', 'reservation/2']);
    expect(deadlines).toEqual([10_000, 18_000, 26_000, 34_000]);
  });

  it('tells each page that was gone through, so that whoever reads shows that he lives', async () => {
    let pages = 0;
    const { client } = anEngine(2_500);
    const onPage = () => {
      pages += 1;
    };
    for await (const _ of everyPage(client, { query: '', onPage }));
    expect(pages).toBe(2);
  });
});
