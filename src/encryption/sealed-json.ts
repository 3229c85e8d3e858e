/** JSON as something opaque that is JSON again: for columns that keep what may be personal. */
import { z } from 'zod';
import type { Keyring } from './keys';

/** `place: true`: bound to its row. What was sealed before there were places opens anywhere, until it is sealed anew. */
const sealedSchema = z.strictObject({
  keyId: z.string(),
  sealed: z.base64(),
  place: z.literal(true).optional(),
});

/** Sealed JSON: the key's id, and the rest for who has it. */
export type SealedJson = z.infer<typeof sealedSchema>;

/** Seals any JSON for its `place`, the row that it belongs to. */
export function sealJson(keyring: Keyring, value: unknown, place: string): SealedJson {
  const { keyId, data } = keyring.seal(Buffer.from(JSON.stringify(value)), place);
  return { keyId, sealed: data.toString('base64'), place: true };
}

/** Opens what was sealed for this place; what never was is given back as it is. @throws KeyMissingError, SealBrokenError */
export function openJson(keyring: Keyring, value: unknown, place: string): unknown {
  const { success, data } = sealedSchema.safeParse(value);
  if (!success) return value;
  const sealed = { keyId: data.keyId, data: Buffer.from(data.sealed, 'base64') };
  return JSON.parse(keyring.open(sealed, data.place && place).toString());
}

/** The id of the key that sealed JSON as it stands in its column, and whether it is bound to its place; null of readable JSON. */
export function sealOf(value: unknown): { keyId: string; isBound: boolean } | null {
  const { success, data } = sealedSchema.safeParse(value);
  return success ? { keyId: data.keyId, isBound: data.place === true } : null;
}
