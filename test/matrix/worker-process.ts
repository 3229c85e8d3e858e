/** The test's end of a worker process: starts it, tells it what to do, and hears of its death. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ArmedCell, CrashPointName } from './crash-points';
import type { Order, Report, WorkPlace } from './worker-messages';

export interface WorkerProcess {
  /** Begins to work at one more place. */
  run(place: WorkPlace): Promise<void>;
  /** Leaves a place, with everything under way done. */
  leave(taskQueue: string): Promise<void>;
  arm(point: CrashPointName, cells: ArmedCell[]): Promise<void>;
  release(): Promise<void>;
  /** Gives the word on which it kills itself. */
  die(): void;
  /** The orders that stand at the armed point so far. */
  arrived: ReadonlySet<string>;
  /** Whether it has said that it is about to kill itself. */
  isDying(): boolean;
  /** The signal that ended it, or its exit code. */
  ended: Promise<NodeJS.Signals | number | null>;
  /** Ends it if it still runs. */
  stop(): Promise<void>;
}

/** Starts a process that has loaded the worker and works nowhere yet. */
export function startWorkerProcess(): WorkerProcess {
  const child = fork(join(__dirname, '../support/run-typescript.js'), [join(__dirname, 'worker-child.ts')], {
    env: { ...process.env, NODE_OPTIONS: undefined },
    execArgv: [],
  });
  const arrived = new Set<string>();
  const waiting = new Map<number, (fault: string | null) => void>();
  let isDying = false;
  let lastNumber = 0;
  child.on('message', (report: Report) => {
    if (report.says === 'arrived') arrived.add(report.orderId);
    else if (report.says === 'dying') isDying = true;
    else waiting.get(report.number)?.(report.fault);
  });
  const ended = endOf(child);
  const tell = (order: Order): Promise<void> => {
    lastNumber += 1;
    const number = lastNumber;
    return new Promise((resolve, reject) => {
      waiting.set(number, (fault) => (fault === null ? resolve() : reject(new Error(fault))));
      void ended.then((end) => reject(new Error(`The worker process ended (${end}) at “${order.do}”.`)));
      child.send({ number, order });
    });
  };
  return {
    run: (place) => tell({ do: 'run', place }),
    leave: (taskQueue) => tell({ do: 'leave', taskQueue }),
    arm: (point, cells) => tell({ do: 'arm', point, cells }),
    release: () => tell({ do: 'release' }),
    die: () => void tell({ do: 'die' }).catch(() => undefined),
    arrived,
    isDying: () => isDying,
    ended,
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function endOf(child: ChildProcess): Promise<NodeJS.Signals | number | null> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}
