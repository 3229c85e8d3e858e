/**
 * The door of provider calls that are made within a workflow task, as local activities: cheap, and not recorded before they
 * are made. So it lets through only what may be made past the engine's pacing, a submit only where no lost task can have
 * made it before, and holds the task for a moment only. Calls that the engine hands out pass without a question.
 */
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { NOT_CALLED_HERE } from '../workflows/call-here';
import type { CallsUnderWay } from './calls-under-way';
import type { ActivityDependencies } from './dependencies';
import type { SubmitInput, UnderWay } from './inputs';
import { sentBeforePerhaps } from './to-application-failure';

/** Source: temporal.api.enums.v1.PendingWorkflowTaskState. */
const STARTED = 2;

type Activity<Input, Answer> = (input: Input) => Promise<Answer>;

/** What the door looks at. */
export interface Door extends Pick<ActivityDependencies, 'mayCallHere' | 'client'> {
  underWay: CallsUnderWay;
}

/**
 * For what may be repeated. Where the call goes on, its name comes instead of an answer, and the workflow waits for the
 * answer outside the task before it looks at it. @throws ApplicationFailure `not_called_here`
 */
export function callHere<Input, Answer>(
  { mayCallHere, underWay }: Pick<Door, 'mayCallHere' | 'underWay'>,
  activity: Activity<Input, Answer>,
): Activity<Input, Answer> {
  return async (input) => {
    const { isLocal, activityId, workflowExecution } = activityInfo();
    if (!isLocal) return activity(input);
    if (!(await mayCallHere?.())) throw notCalledHere();
    const key = `${workflowExecution?.runId} ${activityId}`;
    const goingOn: UnderWay = { underWay: key };
    return (await underWay.heldFor(key, activity(input))) ?? (goingOn as Answer);
  };
}

/** For a submit, which the provider would take twice. @throws also `provider_unknown`, where a lost task may have sent it */
export function submitHere<Answer>(
  door: Door,
  submit: Activity<SubmitInput, Answer>,
): Activity<SubmitInput, Answer> {
  const call = callHere(door, submit);
  return async (input) => {
    if (!activityInfo().isLocal) return submit(input);
    if (input.attempt > 1) throw notCalledHere();
    if (!isFirstTask(input) && !(await isFirstTry(door.client))) throw sentBeforePerhaps();
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

/** A history of the start and of one task, scheduled and begun: had that task been lost before, its end would stand there. */
const EVENTS_OF_FIRST_TASK = 3;

/** By then no task has run out of its time; what takes longer, or has another clock than the engine, asks the engine. */
const YOUNG_MS = 2_000;

/** Whether the history itself shows that this task is begun for the first time, and has just begun. */
function isFirstTask({ events, at }: SubmitInput): boolean {
  return events === EVENTS_OF_FIRST_TASK && Math.abs(Date.now() - Date.parse(at)) < YOUNG_MS;
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
