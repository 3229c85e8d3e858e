/** Payloads as Temporal's UI and CLI send them: protobuf's JSON, in which bytes are base64. */
import type { Payload } from '@temporalio/common';
import { z } from 'zod';

/** More than Temporal's UI or CLI sends at once: it asks per event, or per page of a history. */
const MOST_PAYLOADS = 10_000;

const payload = z.object({
  metadata: z.record(z.string().max(256), z.base64()).optional(),
  data: z.base64().optional(),
});

/** The body of both calls. */
export const payloadsBody = z.object({ payloads: z.array(payload).max(MOST_PAYLOADS) });

type PayloadJson = z.infer<typeof payload>;

/** From JSON to the SDK's. */
export function fromJson({ metadata = {}, data }: PayloadJson): Payload {
  const fields = Object.entries(metadata).map(([name, text]) => [name, Buffer.from(text, 'base64')] as const);
  return { metadata: Object.fromEntries(fields), data: Buffer.from(data ?? '', 'base64') };
}

/** From the SDK's to JSON. */
export function toJson({ metadata, data }: Payload): PayloadJson {
  const fields = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)] as const);
  return { metadata: Object.fromEntries(fields), data: base64(data ?? new Uint8Array()) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
