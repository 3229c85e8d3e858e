/** What an engine answers that goes away, or comes back: no code of gRPC that says so is taken for a fault of ours. */
import { describe, expect, it } from '@jest/globals';
import { ServiceError } from '@temporalio/client';
import { EngineBusyError, EngineUnavailableError } from '../../src/client';
import { toClientError } from '../../src/client/to-client-error';

/** As the SDK throws it. */
function serviceError(code: number, details: string): ServiceError {
  const cause = Object.assign(new Error(`${code}: ${details}`), { code, details, metadata: {} });
  return new ServiceError('Workflow Update failed', { cause });
}

describe('what the engine could not answer', () => {
  it.each([
    [1, 'Call cancelled'],
    [2, 'No status information received'],
    [4, 'Deadline exceeded after 5s'],
    [9, 'no poller seen for task queue recently'],
    [10, 'Aborted'],
    [13, 'Failed to start HTTP/2 stream with error The session has been destroyed'],
    [13, 'Write error: write after end'],
    [13, 'Received RST_STREAM with code 2 triggered by internal client error: write EPIPE'],
    [14, 'Connection dropped'],
    [15, 'Data loss'],
  ])('is told as unavailable: %i, %s', (code, details) => {
    const thrown = serviceError(code, details);
    const error = toClientError(thrown);
    expect(error).toBeInstanceOf(EngineUnavailableError);
    expect(error).toMatchObject({ code: 'engine_unavailable', cause: thrown });
  });

  it('is told as busy where it has too much to do', () => {
    expect(toClientError(serviceError(8, 'Workflow is busy.'))).toBeInstanceOf(EngineBusyError);
  });

  it.each([
    [3, 'WorkflowId is not set on request.'],
    [7, 'Request unauthorized.'],
    [12, 'unknown method'],
  ])('stays what it is where what was asked is at fault: %i, %s', (code, details) => {
    const thrown = serviceError(code, details);
    expect(toClientError(thrown)).toBe(thrown);
  });
});
