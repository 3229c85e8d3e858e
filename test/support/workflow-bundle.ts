/** The workflows, bundled once for the whole run by global-setup.ts. */
import type { WorkflowBundle } from '@temporalio/worker';

/** Where the bundle lies; throws when Jest runs without the global setup. */
export function workflowBundle(): WorkflowBundle & { codePath: string } {
  const codePath = process.env['HOLDFAST_TEST_BUNDLE'];
  if (!codePath) {
    throw new Error(
      'HOLDFAST_TEST_BUNDLE is not set: jest.config.js must name test/support/global-setup.ts.',
    );
  }
  return { codePath } as WorkflowBundle & { codePath: string };
}
