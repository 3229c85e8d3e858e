/** What the feed makes of lists that lag, fail, and show the same thing again. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Change, createChangeFeed } from '../../src/changes/change-feed';
import { until } from '../support/until';
import { laggingLists, type ShownRun } from './lagging-lists';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const SECOND_MS = 1_000;

function aRun(changes: Partial<ShownRun> = {}): ShownRun {
  const now = new Date();
  return { orderId: 'a', runId: 'run-a', startedAt: now, changedAt: now, state: 'reserved', ...changes };
}

function agoMs(ms: number): Date {
  return new Date(Date.now() - ms);
}

function listening() {
  const lists = laggingLists();
  const heard: Change[] = [];
  const feed = createChangeFeed({ client: lists.client, taskQueue: 'q', pollMs: 5 });
  ends.push(feed.subscribe((change) => heard.push(change)));
  const asked = (times: number) => until(`${times} more lists`, untilAsked(lists, lists.asked + times));
  return { lists, heard, feed, asked };
}

function untilAsked(lists: { asked: number }, number: number) {
  return () => lists.asked >= number;
}

describe('a feed over lists that lag', () => {
  it('tells each change once, however many windows show it', async () => {
    const { lists, heard, asked } = listening();
    lists.shown = [aRun()];
    await asked(30);
    expect(heard.map(({ orderId }) => orderId)).toEqual(['a']);
    lists.shown = [aRun({ state: 'captured', changedAt: new Date(Date.now() + 1) })];
    await asked(30);
    expect(heard.map(({ state }) => state)).toEqual(['reserved', 'captured']);
  });

  it('tells what the lists show half a minute late', async () => {
    const { lists, heard, asked } = listening();
    await asked(3);
    lists.shown = [aRun({ changedAt: agoMs(30 * SECOND_MS) })];
    await asked(25);
    expect(heard).toHaveLength(1);
  });

  it('tells nobody of what was long over when he began to listen', async () => {
    const lists = laggingLists();
    lists.shown = [
      aRun({ orderId: 'old', changedAt: agoMs(20 * SECOND_MS) }),
      aRun({ orderId: 'new', runId: 'b' }),
    ];
    const heard: Change[] = [];
    const feed = createChangeFeed({ client: lists.client, taskQueue: 'q', pollMs: 5 });
    ends.push(feed.subscribe((change) => heard.push(change)));
    await until('the lists were asked often', untilAsked(lists, 25));
    expect(heard.map(({ orderId }) => orderId)).toEqual(['new']);
  });

  it('goes on after an outage, and tells what happened during it', async () => {
    const { lists, heard, asked } = listening();
    await asked(3);
    lists.away = true;
    await asked(3);
    lists.shown = [aRun()];
    lists.away = false;
    await asked(3);
    expect(heard).toHaveLength(1);
  });

  it('tells of an order that was opened again by its later run only', async () => {
    const { lists, heard, asked, feed } = listening();
    await asked(2);
    const first = aRun({
      state: 'completed',
      startedAt: agoMs(SECOND_MS),
      changedAt: new Date(Date.now() + 60_000),
    });
    lists.shown = [first, aRun({ runId: 'run-b', state: 'captured' })];
    await asked(15);
    expect(heard.map(({ state }) => state)).toEqual(['captured']);
    expect((await feed.changesSince(agoMs(SECOND_MS).toISOString())).map(({ state }) => state)).toEqual([
      'captured',
    ]);
  });

  it('asks nothing any more once nobody listens, and asks again for the next', async () => {
    const { lists, feed } = listening();
    await until('it asks', () => lists.asked > 0);
    for (const end of ends.splice(0)) end();
    const afterEnd = lists.asked;
    const other = laggingLists();
    ends.push(
      createChangeFeed({ client: other.client, taskQueue: 'q', pollMs: 5 }).subscribe(() => undefined),
    );
    await until('time has passed', () => other.asked > 20);
    expect(lists.asked).toBeLessThanOrEqual(afterEnd + 1);
    ends.push(feed.subscribe(() => undefined));
    await until('it asks again', () => lists.asked > afterEnd + 3);
  });

  it('asks once for any number of listeners', async () => {
    const { lists, feed } = listening();
    const other = laggingLists();
    ends.push(
      createChangeFeed({ client: other.client, taskQueue: 'q', pollMs: 5 }).subscribe(() => undefined),
    );
    for (let count = 0; count < 50; count += 1) ends.push(feed.subscribe(() => undefined));
    await until('time has passed', () => other.asked > 40);
    expect(lists.asked).toBeLessThan(80);
  });
});
