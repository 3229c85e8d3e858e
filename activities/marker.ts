/**
 * The operation's own mark in the provider's texts: what tells later whether it happened.
 */

const MARKER = /\[op:([A-Za-z0-9._-]+)\]\s*$/;

/** A note that ends in the operation's mark. */
export function withMarker(note: string | null, operationId: string): string {
  return note ? `${note} [op:${operationId}]` : `[op:${operationId}]`;
}

/** The operation id at the end of a provider's text; null where there is none. */
export function markerIn(text: string | null): string | null {
  return text === null ? null : (MARKER.exec(text)?.[1] ?? null);
}
