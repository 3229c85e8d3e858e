/** What the encryption keys of the settings make of the rooms that keep personal data; without keys, nothing. */
import type { DataConverter } from '@temporalio/common';
import type { EncryptionKey } from '../config/key-lists';
import { createKeyring } from '../encryption/keys';
import { createPayloadCodec } from '../encryption/payload-codec';
import { sealRecords } from '../encryption/sealed-records';
import type { Records } from '../records/records';
import type { SandboxEncryptionKey } from '../sandbox';

/** One setting, three rooms: the engine's payloads, the record's bodies, the sandbox's file. */
export interface Sealing {
  /** For every client and worker: encrypts what goes into the engine's database. */
  dataConverter: DataConverter;
  seal(records: Records): Records;
  sandboxKeys: SandboxEncryptionKey[];
}

/** No keys: everything passes as it is. */
export function createSealing(keys: readonly EncryptionKey[]): Sealing {
  const [first, ...others] = keys;
  if (!first) return { dataConverter: {}, seal: (records) => records, sandboxKeys: [] };
  const keyring = createKeyring([first, ...others]);
  return {
    dataConverter: {
      payloadCodecs: [createPayloadCodec(keyring)],
      failureConverterPath: require.resolve('../encryption/failure-converter'),
    },
    seal: (records) => sealRecords(records, keyring),
    sandboxKeys: keys.map(({ id, key }) => ({
      keyId: id,
      key: Buffer.from(key.reveal()).toString('base64'),
    })),
  };
}
