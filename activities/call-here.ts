/**
 * The door of provider calls that are made within a workflow task, as local activities: cheap, and not recorded before they
 * are made. So it lets through only what may be made past the engine's pacing, and a submit only where no lost task can have
 * made it before. Calls that the engine hands out pass without a question.
 */
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityDependencies } from './dependencies';
import type { NoteInput, SubmitInput } from './inputs';
import { sentBeforePerhaps } from './to-application-failure';

/** The type of the failure that says: nothing was called; have the engine hand it out. The workflow matches it. */
export const NOT_CALLED_HERE = 'not_called_here';

/** Source: temporal.api.enums.v1.PendingWorkflowTaskState. */
const STARTED = 2;

type Activity<Input, Answer> = (input: Input) => Promise<Answer>;
type Door = Pick<ActivityDependencies, 'mayCallHere' | 'client'>;

/** For what may be repeated. @throws ApplicationFailure `not_called_here` */
export function callHere<Input, Answer>(
  { mayCallHere }: Pick<Door, 'mayCallHere'>,
  activity: Activity<Input, Answer>,
): Activity<Input, Answer> {
  return async (input) => {
    if (activityInfo().isLocal && !(await mayCallHere?.())) throw notCalledHere();
    return activity(input);
  };
}

/**
 * For what is sent: nobody knows of a send within a task that was lost. @throws also `provider_unknown`, where a lost task
 * may have made it
 */
export function sendHere<Input extends SubmitInput | NoteInput, Answer>(
  door: Door,
  send: Activity<Input, Answer>,
): Activity<Input, Answer> {
  const call = callHere(door, send);
  return async (input) => {
    if (!activityInfo().isLocal) return send(input);
    if ('attempt' in input && input.attempt > 1) throw notCalledHere();
    if (!(await isFirstTry(door.client))) throw sentBeforePerhaps();
    return call(input);
  };
}

function notCalledHere(): ApplicationFailure {
  return ApplicationFailure.create({
    type: NOT_CALLED_HERE,
    message: 'The call was not made within the workflow task. The engine hands it out.',
    nonRetryable: true,
  });
}

/**
 * Whether the workflow task that this runs in is being worked out, and was never begun before; the engine counts. A query
 * may have a worker act without a task.
 */
async function isFirstTry(client: Door['client']): Promise<boolean> {
  const { workflowId, runId } = activityInfo().workflowExecution ?? {};
  if (workflowId === undefined) return false;
  const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
  return raw.pendingWorkflowTask?.state === STARTED && raw.pendingWorkflowTask.attempt === 1;
}
