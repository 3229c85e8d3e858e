// Starts workflows with time skipping on, through an ordinary client: the engine then skips to the next timer
// whenever nothing is in flight, so a lifecycle of a week ends in about a second. To move a clock step by step
// instead, start the workflow plainly and use src/engine/test-clock.ts.

import type { Client, Connection } from '@temporalio/client';
import { Client as TemporalClient } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

type WorkflowService = Connection['workflowService'];
type StartRequest = temporal.api.workflowservice.v1.IStartWorkflowExecutionRequest;
type MultiRequest = temporal.api.workflowservice.v1.IExecuteMultiOperationRequest;

const SKIPPING = { timeSkippingConfig: { enabled: true } };

/**
 * A client like `client`, on the same connection, whose workflows skip time from their start on: `start`,
 * `execute`, `signalWithStart`, `executeUpdateWithStart` and `startUpdateWithStart`.
 */
export function skippingClient(client: Client): Client {
  const { connection } = client;
  const workflowService = skippingService(connection.workflowService as WorkflowService);
  const skipping = new Proxy(connection, {
    get: (target, key) => (key === 'workflowService' ? workflowService : Reflect.get(target, key, target)),
  });
  return new TemporalClient({ ...client.options, connection: skipping });
}

function skippingService(service: WorkflowService): WorkflowService {
  const replaced: Record<string | symbol, unknown> = {
    startWorkflowExecution: (request: StartRequest) =>
      service.startWorkflowExecution({ ...request, ...SKIPPING }),
    signalWithStartWorkflowExecution: (request: StartRequest) =>
      service.signalWithStartWorkflowExecution({ ...request, ...SKIPPING }),
    executeMultiOperation: (request: MultiRequest) =>
      service.executeMultiOperation({
        ...request,
        operations: request.operations?.map(skipFromStart) ?? null,
      }),
  };
  return new Proxy(service, {
    get: (target, key) => replaced[key] ?? Reflect.get(target, key, target),
  });
}

type Operation = temporal.api.workflowservice.v1.ExecuteMultiOperationRequest.IOperation;

function skipFromStart(operation: Operation): Operation {
  return operation.startWorkflow
    ? { ...operation, startWorkflow: { ...operation.startWorkflow, ...SKIPPING } }
    : operation;
}
