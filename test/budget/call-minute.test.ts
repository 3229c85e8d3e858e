/** The minute of calls: what may go past the engine's pacing, what waits, and what workers know of each other. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { CallFrontPayment } from '../../activities/dependencies';
import { BudgetSpentError } from '../../src/budget/budget-spent-error';
import { createCallMinute } from '../../src/budget/call-minute';
import type { FrontPaymentClient } from '../../src/front-payment';
import { openRecords, type Records } from '../../src/records/records';
import { RecordsUnavailableError } from '../../src/records/records-errors';

const AT = '2026-11-21T12:00:00.000Z';

/** A provider whose details take as long as they are told to. */
function provider(takesMs: () => number = () => 0): CallFrontPayment {
  const details = async () => {
    jest.setSystemTime(Date.now() + takesMs());
    return {};
  };
  return (_at, use) => use({ details } as unknown as FrontPaymentClient);
}

const read = (call: CallFrontPayment): Promise<unknown> =>
  call(AT, (client) => client.details('RES1', { currency: 'NOK' }));

function passMs(ms: number): void {
  jest.setSystemTime(Date.now() + ms);
}

let directory: string;
let records: Records;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-test-'));
  records = await openRecords(pathToFileURL(join(directory, 'records.sqlite')).href);
  jest.useFakeTimers({
    now: Date.parse(AT),
    doNotFake: ['nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setTimeout', 'clearTimeout'],
  });
});

afterEach(async () => {
  jest.useRealTimers();
  await records.close();
  await rm(directory, { recursive: true });
});

function aWorker(worker: string, ratePerMinute: number, takesMs?: () => number) {
  const minute = createCallMinute({ ratePerMinute, worker, counts: records.calls });
  return { ...minute, call: minute.counted(provider(takesMs)) };
}

describe('the minute of calls', () => {
  it('lets calls past the engine while half of the minute is free', async () => {
    const worker = aWorker('one', 10);
    for (let call = 0; call < 5; call += 1) {
      expect(await worker.mayCallHere()).toBe(true);
      await read(worker.call);
    }
    expect(await worker.mayCallHere()).toBe(false);
  });

  it('has room again a minute later', async () => {
    const worker = aWorker('one', 10);
    for (let call = 0; call < 5; call += 1) await read(worker.call);
    passMs(62_000);
    expect(await worker.mayCallHere()).toBe(true);
  });

  it('counts what another worker has used of the same budget', async () => {
    const [one, other] = [aWorker('one', 10), aWorker('other', 10)];
    for (let call = 0; call < 5; call += 1) await read(other.call);
    passMs(1_000);
    // It leaves its counts with the next call or question.
    await other.mayCallHere();
    expect(await one.mayCallHere()).toBe(false);
  });

  it('does not send what would be one too many, and says when there is room', async () => {
    const worker = aWorker('one', 3);
    await read(worker.call);
    passMs(20_000);
    await read(worker.call);
    await read(worker.call);
    const refusal = await read(worker.call).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BudgetSpentError);
    expect(refusal).toMatchObject({ code: 'budget_spent', execution: 'not_executed', retryAfterMs: 41_000 });
    passMs(41_000);
    await expect(read(worker.call)).resolves.toEqual({});
  });

  it('leaves all calls to the engine for a while after the provider was slow', async () => {
    let takesMs = 1_500;
    const worker = aWorker('one', 100, () => takesMs);
    await read(worker.call);
    takesMs = 10;
    expect(await worker.mayCallHere()).toBe(false);
    passMs(31_000);
    expect(await worker.mayCallHere()).toBe(true);
  });

  it('leaves all calls to the engine while the record does not tell what others have used', async () => {
    const counts = { exchange: () => Promise.reject(new RecordsUnavailableError('written', new Error())) };
    const minute = createCallMinute({ ratePerMinute: 100, worker: 'one', counts });
    expect(await minute.mayCallHere()).toBe(false);
    await expect(read(minute.counted(provider()))).resolves.toEqual({});
  });

  it('never lets a minute see more than the budget, whatever comes when', async () => {
    const gaps = fc.array(fc.nat({ max: 5_000 }), { minLength: 30, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 20 }), async (gapsMs, ratePerMinute) => {
        const worker = aWorker(fc.sample(fc.uuid(), 1)[0] ?? '', ratePerMinute);
        passMs(3_600_000);
        const sentMs: number[] = [];
        for (const gapMs of gapsMs) {
          passMs(gapMs);
          const nowMs = Date.now();
          await read(worker.call).then(
            () => sentMs.push(nowMs),
            () => undefined,
          );
        }
        for (const fromMs of sentMs) {
          const within = sentMs.filter((ms) => ms >= fromMs && ms < fromMs + 60_000);
          expect(within.length).toBeLessThanOrEqual(ratePerMinute);
        }
      }),
      { numRuns: 25 },
    );
  });
});
