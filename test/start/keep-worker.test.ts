/** A worker that gives up is made again; only what a new process would mend counts as failed. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { OrdersWorker } from '../../src/start/create-worker';
import { type KeptWorker, keepWorker } from '../../src/start/keep-worker';
import { until } from '../support/until';

const log = pino({ level: 'silent' });

let kept: KeptWorker;
afterEach(() => kept.stop());

/** One that runs until it is told to end, or gives up. */
function aWorker({ givesUp = false } = {}): OrdersWorker {
  let state: 'made' | 'running' | 'ended' = 'made';
  let end = () => {};
  const asked = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    isRunning: () => state === 'running',
    shutdown: () => end(),
    async run() {
      state = 'running';
      if (givesUp) {
        state = 'ended';
        throw new Error('gave up');
      }
      await asked;
      state = 'ended';
    },
  };
}

describe('a worker that is looked after', () => {
  it('is made again when it gives up', async () => {
    let made = 0;
    const make = async () => {
      made += 1;
      return aWorker({ givesUp: made === 1 });
    };
    kept = await keepWorker({ make, doesEngineAnswer: async () => true, log, firstGapMs: 1 });
    await until('a second one runs', () => made === 2 && kept.isRunning());
    expect(kept.hasFailed()).toBe(false);
  });

  it('has failed when it gives up again and again although the engine answers', async () => {
    const make = async () => aWorker({ givesUp: true });
    kept = await keepWorker({ make, doesEngineAnswer: async () => true, log, firstGapMs: 1 });
    await until('it has failed', () => kept.hasFailed());
    expect(kept.isRunning()).toBe(false);
  });

  it('has not failed while the engine is why it gives up', async () => {
    let made = 0;
    const make = async () => {
      made += 1;
      return aWorker({ givesUp: true });
    };
    kept = await keepWorker({ make, doesEngineAnswer: async () => false, log, firstGapMs: 1 });
    await until('it was made ten times', () => made >= 10);
    expect(kept.hasFailed()).toBe(false);
  });

  it('ends also when it was just being made again as the word came', async () => {
    const made: OrdersWorker[] = [];
    let goOn = (_worker: OrdersWorker) => {};
    const make = () => {
      if (made.length === 0) {
        made.push(aWorker({ givesUp: true }));
        return Promise.resolve(made[0] as OrdersWorker);
      }
      return new Promise<OrdersWorker>((resolve) => {
        made.push(aWorker());
        goOn = resolve;
      });
    };
    kept = await keepWorker({ make, doesEngineAnswer: async () => true, log, firstGapMs: 1 });
    await until('the second one is being made', () => made.length === 2);
    const stopped = kept.stop();
    goOn(made[1] as OrdersWorker);
    await stopped;
    expect(made[1]?.isRunning()).toBe(false);
  });
});
