/**
 * What activities are made from. A test hands in others instead of patching modules.
 */
import type { Client } from '@temporalio/client';
import type { CallbackTokens } from '../src/callbacks/token';
import type { FrontPaymentClient } from '../src/front-payment';
import type { PolicyDefaults } from '../src/orders/admit-order';
import type { Records } from '../src/records/records';
import type { WebhookDeliveries } from '../src/records/webhook-deliveries';
import type { webhookGapMs } from '../src/webhooks/webhook-gap';
import type { WorkflowSettings } from '../workflows/state';

/**
 * Makes one call to the provider. `at` is the workflow's own time: a sandbox keeps its clock by it, the real provider
 * has its own.
 */
export type CallFrontPayment = <T>(
  at: string,
  call: (client: FrontPaymentClient) => Promise<T>,
) => Promise<T>;

/** Who is told what happens to orders, and how. */
export interface WebhookParts {
  /** Never to be logged: it may hold a token. */
  url: string;
  /** `whsec_…`, newest first; every one of them signs. */
  secrets: readonly string[];
  allowsPrivateNetwork: boolean;
  /** How long the receiver may take to answer. */
  timeoutMs: number;
  /** How long before the timer acts on a hold it is announced. */
  dueSoonMs: number;
  books: WebhookDeliveries;
  /** How often changes are looked for; a second unless given. */
  pollMs?: number;
  /** How long until the attempt after this one; see `webhookGapMs`, which it is unless given. */
  gapMs?: typeof webhookGapMs;
}

/** Handed in by the start-up file, and by tests. */
export interface ActivityDependencies {
  callFrontPayment: CallFrontPayment;
  /**
   * Whether a call may be made within a workflow task, past the engine's pacing of calls. Never, unless given.
   */
  mayCallHere?: () => Promise<boolean>;
  /** Builds the callback URL of one attempt to submit. */
  callbackTokens: Pick<CallbackTokens, 'urlFor'>;
  /** The root of every callback URL. */
  publicUrl: string;
  records: Pick<Records, 'find' | 'put'>;
  client: Client;
  policyDefaults: PolicyDefaults;
  workflowSettings: WorkflowSettings;
  /** Absent: nobody is told. */
  webhooks?: WebhookParts;
  /** Aborted when the worker stops: what would take long ends early. Never, unless given. */
  stopping?: AbortSignal;
}
