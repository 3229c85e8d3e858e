/**
 * One column of the matrix: all its cells are brought to the crash point in one worker process, which then kills
 * itself, and are taken over by another process that knows nothing of them.
 */
import type { Client } from '@temporalio/client';
import { inspectAtDeath } from './at-death';
import { aCell, lift, prepare } from './cell';
import { type CrashPointName, readingOf } from './crash-points';
import { dieAt } from './death';
import { cellsAt } from './expectations';
import { handOutActivities } from './held-queue';
import { openPlace, type Place } from './place';
import { providerBooks } from './provider-books';
import { begin, follow, type Trial } from './trial';
import type { WorkerProcess } from './worker-process';

/** One cell and what is wrong with it; green without findings. */
export interface Verdict {
  row: string;
  point: CrashPointName;
  happened: boolean;
  /** How many of its calls the provider had received when the worker died, and in the end. */
  received: { atCrash: number; inAll: number };
  findings: string[];
}

/** The processes of a wave: the one that dies, and the one that takes over. */
export interface Workers {
  doomed: WorkerProcess;
  heir: WorkerProcess;
}

/** Runs one column. @throws when its cells could not be brought to the crash */
export async function runWave(client: Client, point: CrashPointName, workers: Workers): Promise<Verdict[]> {
  const place = await openPlace(client);
  try {
    await workers.doomed.run(place.work);
    const trials = await crash(place, point, workers.doomed);
    const received = await Promise.all(trials.map(inspectAtDeath));
    if (point === 'afterIntent') await handOutActivities(client, place.work.taskQueue);
    place.callbacks.losing = false;
    for (const { cell } of trials) lift(cell, 'lags');
    await workers.heir.run(place.work);
    await Promise.all(trials.map(follow));
    await workers.heir.leave(place.work.taskQueue);
    return trials.map(({ cell, findings }, index) => {
      const { row, happened } = cell;
      const calls = { atCrash: received[index] ?? 0, inAll: providerBooks(cell).received };
      return { row: row.name, point, happened, received: calls, findings: findings.list };
    });
  } finally {
    await place.close();
  }
}

async function crash(place: Place, point: CrashPointName, doomed: WorkerProcess): Promise<Trial[]> {
  const cells = cellsAt(point).map(({ row, happened }) => aCell(place, row, point, happened));
  await Promise.all(cells.map(prepare));
  const armed = cells.map((cell) => cell.armed);
  await doomed.arm(point, armed);
  // A callback would have details read out of turn, and the readings are counted.
  place.callbacks.losing = readingOf(point) !== null;
  const trials = cells.map(begin);
  await dieAt(point, { place, trials, doomed });
  return trials;
}
