/** Several processes open, migrate and write one record at the same time. */
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openRecords } from '../../src/records/records';
import { runTypescript } from '../support/typescript-process';
import { anOrder } from './an-order';
import { describeOverStores } from './stores';

const CHILD = join(__dirname, 'write-records-child.ts');
const PROCESSES = ['one', 'two', 'three'];
// Enough that the write-ahead log is checkpointed and processes meet each other's locks many times.
const EACH = 60;

describeOverStores('one record', (freshUrl) => {
  it('takes the writes of several processes that open it at the same moment', async () => {
    const url = await freshUrl();
    await Promise.all(PROCESSES.map((name) => runTypescript(CHILD, [url, name, String(EACH)])));
    const records = await openRecords(url);
    const all = await records.page({ sort: 'newest', limit: 1000 });
    const shared = await records.find('shared');
    await records.close();
    expect(all).toHaveLength(PROCESSES.length * EACH + 1);
    expect(shared?.body).toBe(EACH - 1);
  });

  it('is opened by many at once within one process, each seeing the others’ writes', async () => {
    const url = await freshUrl();
    const opened = await Promise.all(PROCESSES.map(() => openRecords(url)));
    await Promise.all(opened.map((records, index) => records.put(anOrder({ orderId: `order-${index}` }))));
    const counts = await Promise.all(opened.map((records) => records.page({ sort: 'newest', limit: 10 })));
    await Promise.all(opened.map((records) => records.close()));
    expect(counts.map((page) => page.length)).toEqual([3, 3, 3]);
  });
});
