/** A name in a question to Temporal's visibility store. */

/** Quoted, so that nothing in it ends the quotation. */
export function quotedName(name: string): string {
  return `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
