/** Signs webhooks as Standard Webhooks has it: one signature for each secret, so that secrets rotate without a gap. */
import { Webhook } from 'standardwebhooks';

/** The three headers that a receiver verifies. */
export interface WebhookHeaders {
  'webhook-id': string;
  /** Seconds since 1970, of this attempt: receivers refuse what is too old. */
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** Makes the function that signs one attempt. `secrets` are `whsec_…`, newest first; each signs. */
export function createWebhookSigner(secrets: readonly string[]) {
  const signers = secrets.map((secret) => new Webhook(secret));
  return ({ id, body, at }: { id: string; body: string; at: Date }): WebhookHeaders => ({
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'webhook-signature': signers.map((signer) => signer.sign(id, at, body)).join(' '),
  });
}
