/** Finds the payloads in whatever Temporal tells: histories, schedules, descriptions, wherever they stand in it. */
import type { temporal } from '@temporalio/proto';

type Payload = temporal.api.common.v1.IPayload;

/**
 * All payloads, but for headers and search attributes: those are never encrypted, and hold nothing of an order's.
 * `told` is a protobuf message as the SDK's client gives it.
 */
export function* payloadsIn(told: unknown): Generator<Payload> {
  if (typeof told !== 'object' || told === null || told instanceof Uint8Array) return;
  if (isPayload(told)) {
    yield told;
    return;
  }
  for (const [name, value] of Object.entries(told)) {
    if (name !== 'header' && name !== 'searchAttributes') yield* payloadsIn(value);
  }
}

function isPayload(told: object): told is Payload {
  return 'metadata' in told && 'data' in told && told.data instanceof Uint8Array;
}
