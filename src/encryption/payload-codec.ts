/**
 * Encrypts every payload that goes into the engine's database: inputs, results, signals, updates, queries, and the messages
 * and stack traces of failures. Search attributes, ids and headers stay readable, and so carry nothing personal.
 *
 * A payload is bound to the workflow it belongs to, wherever the SDK names one: copied into another order's history it does
 * not open. Within one order's history it can be moved. The binding stands beside the ciphertext, so that Temporal's UI and
 * CLI, which name no workflow, can have it opened too.
 */
import {
  METADATA_ENCODING_KEY,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding';
import { temporal } from '@temporalio/proto';
import { SealBrokenError } from './key-errors';
import type { Keyring } from './keys';

const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const WORKFLOW_ID = 'encryption-workflow-id';

/**
 * A Schedule's input is sealed under the Schedule's own workflow id; the server appends the time to each run's, and gives each
 * run what the one before it came to.
 */
const STARTED_AT = /-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const PayloadMessage = temporal.api.common.v1.Payload;

/** What is not encrypted passes as it is: it was written before there were keys. */
export function createPayloadCodec(keyring: Keyring): PayloadCodec {
  return {
    encode: async (payloads, context) => payloads.map((payload) => close(keyring, payload, context)),
    decode: async (payloads, context) => payloads.map((payload) => open(keyring, payload, context)),
  };
}

/** The id of the key that encrypted a payload; null of one that is readable. */
export function keyIdOf({ metadata }: temporal.api.common.v1.IPayload): string | null {
  const encoding = metadata?.[METADATA_ENCODING_KEY];
  const keyId = metadata?.[KEY_ID];
  return encoding && decode(encoding) === ENCODING && keyId ? decode(keyId) : null;
}

function close(keyring: Keyring, payload: Payload, context: SerializationContext | undefined): Payload {
  const workflowId = context?.workflowId;
  const plain = PayloadMessage.encode(payload).finish();
  const { keyId, data } = keyring.seal(plain, placeOf(workflowId));
  const metadata = { [METADATA_ENCODING_KEY]: encode(ENCODING), [KEY_ID]: encode(keyId) };
  return {
    metadata: workflowId === undefined ? metadata : { ...metadata, [WORKFLOW_ID]: encode(workflowId) },
    data,
  };
}

function open(keyring: Keyring, payload: Payload, context: SerializationContext | undefined): Payload {
  const keyId = keyIdOf(payload);
  if (keyId === null || !payload.data) return payload;
  const bound = payload.metadata?.[WORKFLOW_ID];
  const workflowId = bound && decode(bound);
  const plain = keyring.open({ keyId, data: payload.data }, placeOf(workflowId));
  if (workflowId !== undefined && !belongsTo(workflowId, context)) throw new SealBrokenError(keyId);
  return PayloadMessage.decode(plain) as Payload;
}

function belongsTo(workflowId: string, context: SerializationContext | undefined): boolean {
  const here = context?.workflowId;
  return here === undefined || here.replace(STARTED_AT, '') === workflowId.replace(STARTED_AT, '');
}

function placeOf(workflowId: string | undefined): string | undefined {
  return workflowId === undefined ? undefined : `workflow:${workflowId}`;
}
