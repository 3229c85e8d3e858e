/** JSON as something opaque that is JSON again: for columns that keep what may be personal. */
import { z } from 'zod';
import type { Keyring } from './keys';

const sealedSchema = z.strictObject({ keyId: z.string(), sealed: z.base64() });

/** Sealed JSON: the key's id, and the rest for who has it. */
export type SealedJson = z.infer<typeof sealedSchema>;

/** Seals any JSON. */
export function sealJson(keyring: Keyring, value: unknown): SealedJson {
  const { keyId, data } = keyring.seal(Buffer.from(JSON.stringify(value)));
  return { keyId, sealed: data.toString('base64') };
}

/** Opens what was sealed; what never was is given back as it is. */
export function openJson(keyring: Keyring, value: unknown): unknown {
  const { success, data } = sealedSchema.safeParse(value);
  if (!success) return value;
  const plain = keyring.open({ keyId: data.keyId, data: Buffer.from(data.sealed, 'base64') });
  return JSON.parse(plain.toString());
}
