/** Leads a worker process to its death at the armed point: most find it by themselves, some need the test's word. */
import { pendingState } from './at-death';
import { CRASH_POINTS, type CrashPointName, ON_THE_WORD } from './crash-points';
import { eventually } from './eventually';
import { holdActivities } from './held-queue';
import type { Place } from './place';
import { providerBooks } from './provider-books';
import type { Trial } from './trial';
import type { WorkerProcess } from './worker-process';

/** One column about to meet its crash. */
export interface Doom {
  place: Place;
  trials: Trial[];
  doomed: WorkerProcess;
}

/** Settles when the process has killed itself at the point. @throws when an operation does not come there */
export async function dieAt(point: CrashPointName, doom: Doom): Promise<void> {
  if (point === 'afterIntent') await betweenIntentAndSend(doom);
  else if (point === 'afterSend' || point === 'afterRepeat') await betweenSendAndAnswer(point, doom);
  else if (point === 'afterCompletion') await Promise.all(doom.trials.map(({ answer }) => answer));
  else await allArrive(point, doom);
  if (ON_THE_WORD.has(point)) doom.doomed.die();
  const end = await doom.doomed.ended;
  if (end !== 'SIGKILL' || !doom.doomed.isDying()) throw new Error(`The worker ended otherwise: ${end}.`);
}

async function allArrive(point: CrashPointName, { trials, doomed }: Doom): Promise<void> {
  const missing = () => trials.filter(({ cell }) => !doomed.arrived.has(cell.armed.orderId));
  await eventually(
    () => `at “${CRASH_POINTS[point].heading}” stands ${named(missing())}`,
    () => missing().length === 0,
  );
}

/** The intents stand at the worker's lips. The engine then takes them, and hands none of the activities out. */
async function betweenIntentAndSend(doom: Doom): Promise<void> {
  const { place, trials, doomed } = doom;
  await allArrive('afterIntent', doom);
  await holdActivities(place.client, place.work.taskQueue);
  await doomed.release();
  await eventually('every intent is recorded', async () => {
    const states = await Promise.all(trials.map(({ cell }) => pendingState(cell, cell.row.kind)));
    return states.every((state) => state !== null);
  });
}

async function betweenSendAndAnswer(point: CrashPointName, { trials }: Doom): Promise<void> {
  const wanted = CRASH_POINTS[point].received;
  const missing = () => trials.filter(({ cell }) => providerBooks(cell).received < wanted);
  await eventually(
    () => `the provider has received ${named(missing())}`,
    () => missing().length === 0,
  );
}

function named(trials: Trial[]): string {
  return trials
    .map(({ cell: { row, happened } }) => `${row.name} (${happened ? '' : 'not '}executed)`)
    .join(', ');
}
