/**
 * What activities are made from. A test hands in others instead of patching modules.
 */
import type { Client } from '@temporalio/client';
import type { CallbackTokens } from '../src/callbacks/token';
import type { FrontPaymentClient } from '../src/front-payment';
import type { PolicyDefaults } from '../src/orders/admit-order';
import type { Records } from '../src/records/records';
import type { WorkflowSettings } from '../workflows/state';

/**
 * Makes one call to the provider. `at` is the workflow's own time: a sandbox keeps its clock by it, the real provider
 * has its own.
 */
export type CallFrontPayment = <T>(
  at: string,
  call: (client: FrontPaymentClient) => Promise<T>,
) => Promise<T>;

/** Handed in by the start-up file, and by tests. */
export interface ActivityDependencies {
  callFrontPayment: CallFrontPayment;
  /** Builds the callback URL of one attempt to submit. */
  callbackTokens: Pick<CallbackTokens, 'urlFor'>;
  /** The root of every callback URL. */
  publicUrl: string;
  records: Pick<Records, 'find' | 'put'>;
  client: Client;
  policyDefaults: PolicyDefaults;
  workflowSettings: WorkflowSettings;
}
