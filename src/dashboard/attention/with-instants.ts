/** The server's own sentences name instants as programs do; people read them in their zone. Pure. */

/** Replaces each ISO 8601 instant in a text by what `instant` makes of it. */
export function withInstants(text: string, instant: (at: string) => string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, instant);
}
