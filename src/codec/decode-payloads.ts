/** Decrypts for a person who looks: what cannot be opened says so in its place, and hides nothing else. */
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import { encode } from '@temporalio/common/lib/encoding';
import { isKeyFault } from '../encryption/key-errors';
import { keyIdOf } from '../encryption/payload-codec';

/** The payloads in their order; how many of them were decrypted, and how many could not be. */
export interface Decoded {
  payloads: Payload[];
  decrypted: number;
  unopened: number;
}

/** What was never encrypted passes as it is. */
export async function decodePayloads(codec: PayloadCodec, payloads: readonly Payload[]): Promise<Decoded> {
  const decoded: Decoded = { payloads: [], decrypted: 0, unopened: 0 };
  for (const payload of payloads) {
    try {
      decoded.payloads.push(...(await codec.decode([payload])));
      if (keyIdOf(payload) !== null) decoded.decrypted += 1;
    } catch (error) {
      if (!isKeyFault(error)) throw error;
      decoded.unopened += 1;
      decoded.payloads.push(sentence(error.message));
    }
  }
  return decoded;
}

function sentence(text: string): Payload {
  return { metadata: { [METADATA_ENCODING_KEY]: encode('json/plain') }, data: encode(JSON.stringify(text)) };
}
