/**
 * Makes the activities from what they need. Every provider call is one activity; an activity sends or reads, and
 * decides nothing about the lifecycle.
 */
import { callHere, sendHere } from './call-here';
import { createCommandActivities } from './commands';
import type { ActivityDependencies } from './dependencies';
import { createEngineActivities } from './engine';
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
  return {
    ...commands,
    ...reads,
    submit: sendHere(dependencies, submits.submit),
    createSession: sendHere(dependencies, submits.createSession),
    complete: sendHere(dependencies, commands.complete),
    readDetails: callHere(dependencies, reads.readDetails),
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
