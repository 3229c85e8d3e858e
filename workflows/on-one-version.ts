/**
 * For workflows that are over in minutes and begun by a Schedule: they end on the version they began on. Whatever is parked
 * for longer moves to the present version at its next step, which is how workers take it by default.
 */
import type { WorkflowDefinitionOptions } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';

/** The server refuses a behaviour from a worker that is of no version; the SDK gives such a one a version without a name. */
export function onOneVersion(): WorkflowDefinitionOptions {
  return workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' } : {};
}
