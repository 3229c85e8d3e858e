/** Runs columns of the matrix, several at a time, and gives every cell's verdict. */
import pLimit from 'p-limit';
import { connectToEngine } from '../support/engine';
import type { CrashPointName } from './crash-points';
import { cellsAt } from './expectations';
import { runWave, type Verdict } from './wave';
import { startWorkerProcess, type WorkerProcess } from './worker-process';

/** Most of a column's time is spent on the engine's time-outs. */
const AT_ONCE = 3;

/** Each column's worker dies; one process inherits from all of them. */
export async function runMatrix(points: readonly CrashPointName[]): Promise<Verdict[]> {
  const engine = await connectToEngine();
  const heir = startWorkerProcess();
  const started: WorkerProcess[] = [heir];
  const limit = pLimit(AT_ONCE);
  try {
    const columns = await Promise.all(
      points.map((point) =>
        limit(() => {
          const doomed = startWorkerProcess();
          started.push(doomed);
          return runWave(engine.client, point, { doomed, heir }).catch((error) => lost(point, error));
        }),
      ),
    );
    return columns.flat();
  } finally {
    await Promise.all(started.map((process) => process.stop()));
    await engine.close();
  }
}

/** A column that did not come to its crash is red in every cell. */
function lost(point: CrashPointName, error: unknown): Verdict[] {
  return cellsAt(point).map(({ row, happened }) => ({
    row: row.name,
    point,
    happened,
    received: { atCrash: 0, inAll: 0 },
    findings: [String(error)],
  }));
}
