/**
 * Encrypts every payload that goes into the engine's database: inputs, results, signals, updates, queries. Search
 * attributes and ids stay readable, and so carry nothing personal.
 */
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding';
import { temporal } from '@temporalio/proto';
import type { Keyring } from './keys';

const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

const PayloadMessage = temporal.api.common.v1.Payload;

/** What is not encrypted passes as it is: it was written before there were keys. */
export function createPayloadCodec(keyring: Keyring): PayloadCodec {
  return {
    encode: async (payloads) =>
      payloads.map((payload) => {
        const { keyId, data } = keyring.seal(PayloadMessage.encode(payload).finish());
        return { metadata: { [METADATA_ENCODING_KEY]: encode(ENCODING), [KEY_ID]: encode(keyId) }, data };
      }),
    decode: async (payloads) => payloads.map((payload) => open(keyring, payload)),
  };
}

function open(keyring: Keyring, payload: Payload): Payload {
  const { metadata, data } = payload;
  const encoding = metadata?.[METADATA_ENCODING_KEY];
  const keyId = metadata?.[KEY_ID];
  if (!encoding || decode(encoding) !== ENCODING || !keyId || !data) return payload;
  return PayloadMessage.decode(keyring.open({ keyId: decode(keyId), data })) as Payload;
}
