/** A message is sent again where the engine says that nobody took it in, and for a bounded number of rounds. */
import { describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type ClientDependencies, deliver } from '../../src/client/engine-orders';
import { EngineBusyError } from '../../src/client/errors';
import { toClientError } from '../../src/client/to-client-error';

// Nothing of the engine is asked on this path.
const NOWHERE = { taskQueue: 'reservations' } as ClientDependencies;

const passedOver = (): WorkflowUpdateFailedError => {
  const cause = ApplicationFailure.create({ type: 'UnprocessedUpdate', message: 'not processed by worker' });
  return new WorkflowUpdateFailedError('Workflow Update failed', cause);
};

describe('a message that a worker has passed over', () => {
  it('is sent again', async () => {
    let sent = 0;
    const answer = await deliver(NOWHERE, 'booking-1', async () => {
      sent += 1;
      if (sent < 3) throw passedOver();
      return 'done';
    });
    expect({ answer, sent }).toEqual({ answer: 'done', sent: 3 });
  });

  it('is given up after some rounds, and its caller told to ask again', async () => {
    let sent = 0;
    const delivered = deliver(NOWHERE, 'booking-1', async () => {
      sent += 1;
      throw passedOver();
    });
    await expect(delivered.catch((error) => Promise.reject(toClientError(error)))).rejects.toBeInstanceOf(
      EngineBusyError,
    );
    expect(sent).toBe(6);
  });
});
