/** From what Temporal throws to what this client throws: the only place that knows both. */
import {
  isGrpcServiceError,
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { RefusalDetail, RefusalName } from '../../workflows/refusals';
import { isKeyFault } from '../encryption/key-errors';
import { AnswerPendingError, CommandRefusedError, EngineBusyError, EngineUnavailableError } from './errors';

/** The gRPC codes that are told apart here; their numbers are fixed by gRPC. */
const GRPC = {
  CANCELLED: 1,
  UNKNOWN: 2,
  DEADLINE_EXCEEDED: 4,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
};

/** Temporal's own failure of an update that was accepted, but whose workflow completed before it. */
const OVERTAKEN = 'AcceptedUpdateCompletedWorkflow';

/** Temporal's own failure of an update that a worker passed over: the history knows nothing of it. */
const PASSED_OVER = 'UnprocessedUpdate';

/** The failure's type when an update failed in or before its handler; null for everything else. */
export function refusalOf(error: unknown): ApplicationFailure | null {
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  return error.cause instanceof ApplicationFailure ? error.cause : null;
}

/** True when the order's workflow was ending while it was asked: asked again, a new one answers. */
export function isEnding(error: unknown): boolean {
  const type = refusalOf(error)?.type;
  return type === 'order_ending' || type === OVERTAKEN;
}

/** True when nothing was done because no worker took the update in: asked again, it is. */
export function isPassedOver(error: unknown): boolean {
  return refusalOf(error)?.type === PASSED_OVER;
}

/** The client's error for anything that a call threw; what it does not know stays as it is. */
export function toClientError(error: unknown): unknown {
  // This client's own codec could not open the answer: the order is well, and what was asked for may have been done.
  if (error instanceof Error && isKeyFault(error.cause)) return error.cause;
  const refusal = refusalOf(error);
  if (refusal?.type === OVERTAKEN || refusal?.type === PASSED_OVER)
    return new EngineBusyError({ cause: error });
  if (refusal?.type) {
    const detail = (refusal.details?.[0] ?? {}) as RefusalDetail;
    return new CommandRefusedError(refusal.type as RefusalName, refusal.message, detail);
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
    return new AnswerPendingError({ cause: error });
  return fromTransport(error);
}

function fromTransport(error: unknown): unknown {
  const cause = error instanceof ServiceError ? error.cause : error;
  if (!isGrpcServiceError(cause)) return error;
  switch (cause.code as number) {
    case GRPC.RESOURCE_EXHAUSTED:
      return new EngineBusyError({ cause: error });
    case GRPC.CANCELLED:
    case GRPC.DEADLINE_EXCEEDED:
    case GRPC.UNAVAILABLE:
    // A query finds no worker that polls: "no poller seen for task queue recently".
    case GRPC.FAILED_PRECONDITION:
    // A stream that breaks off with its connection, and an engine that fails while it goes or comes. None of them says that
    // what was asked was wrong.
    case GRPC.UNKNOWN:
    case GRPC.ABORTED:
    case GRPC.INTERNAL:
    case GRPC.DATA_LOSS:
      return new EngineUnavailableError({ cause: error });
    default:
      return error;
  }
}
