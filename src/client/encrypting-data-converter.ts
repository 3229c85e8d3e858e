/** Reading and writing what a server with encryption keys keeps in the engine, for a client of one's own. */
import type { DataConverter } from '@temporalio/common';
import { encryptionKeyList } from '../config/key-lists';
import { createKeyring } from '../encryption/keys';
import { createPayloadCodec } from '../encryption/payload-codec';
import { EncryptionKeysError } from './errors';

const SETTING = 'HOLDFAST_ENCRYPTION_KEYS';

/**
 * The data converter that goes with the server's setting HOLDFAST_ENCRYPTION_KEYS: `keyId:base64` pairs, the first
 * encrypts, all decrypt. @throws EncryptionKeysError
 */
export function encryptingDataConverter(keys: string): DataConverter {
  const read = encryptionKeyList(SETTING).safeParse(keys);
  const [first, ...others] = read.data ?? [];
  if (first === undefined) {
    throw new EncryptionKeysError(read.error?.issues.map(({ message }) => message) ?? []);
  }
  return {
    payloadCodecs: [createPayloadCodec(createKeyring([first, ...others]))],
    failureConverterPath: require.resolve('../encryption/failure-converter'),
  };
}
