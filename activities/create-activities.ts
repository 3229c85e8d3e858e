/**
 * Makes the activities from what they need. Every provider call is one activity; an activity sends or reads, and
 * decides nothing about the lifecycle.
 */
import { callHere, submitHere } from './call-here';
import { createCallsUnderWay } from './calls-under-way';
import { createCommandActivities } from './commands';
import type { ActivityDependencies } from './dependencies';
import { createEngineActivities } from './engine';
import type { UnderWay } from './inputs';
import { createPlanActivities } from './plan';
import { createReadActivities } from './read';
import { createRecordActivities } from './record';
import { createSearchActivities } from './search';
import { createSubmitActivities } from './submit';
import { createSweepActivities } from './sweep-history';
import { createWebhookActivities } from './webhooks';

export type { ActivityDependencies } from './dependencies';

/** All activities of a worker, by the names that the workflows call. */
export function createActivities(dependencies: ActivityDependencies) {
  const submits = createSubmitActivities(dependencies);
  const commands = createCommandActivities(dependencies);
  const reads = createReadActivities(dependencies);
  const underWay = createCallsUnderWay();
  const door = { ...dependencies, underWay };
  return {
    ...commands,
    ...reads,
    submit: submitHere(door, submits.submit),
    createSession: submitHere(door, submits.createSession),
    complete: callHere(door, commands.complete),
    readDetails: callHere(door, reads.readDetails),
    /** The end of a call that took longer than its workflow task was held. */
    awaitCall: ({ underWay: key }: UnderWay): Promise<unknown> => underWay.end(key),
    ...createSearchActivities(dependencies),
    ...createRecordActivities(dependencies),
    ...createEngineActivities(dependencies),
    ...createPlanActivities(dependencies),
    ...createSweepActivities(dependencies),
    ...createWebhookActivities(dependencies),
  };
}

/** What a workflow knows of its activities: their types. */
export type Activities = ReturnType<typeof createActivities>;
