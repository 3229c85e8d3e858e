/** What every line of an activity's log says of itself: which order it is about, which operation, and in which trace. */
import { trace } from '@opentelemetry/api';
import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';
import { orderIdOf, WORKFLOW_TYPE } from '../../workflows/messages';

/** For the worker's interceptors; the last of them, so that it sees the span of the others. */
export function activityLogFacts({ info }: Context): ActivityInterceptors {
  const facts: Record<string, string> = {};
  const { workflowExecution, workflowType } = info;
  if (workflowType === WORKFLOW_TYPE && workflowExecution)
    facts['orderId'] = orderIdOf(workflowExecution.workflowId);
  return {
    inbound: {
      execute(input, next) {
        const { operationId } = (input.args[0] ?? {}) as { operationId?: unknown };
        if (typeof operationId === 'string') facts['operationId'] = operationId;
        const traceId = trace.getActiveSpan()?.spanContext().traceId;
        if (traceId !== undefined) facts['traceId'] = traceId;
        return next(input);
      },
    },
    outbound: {
      getLogAttributes: (attributes, next) => next({ ...attributes, ...facts }),
    },
  };
}
