/**
 * What a terminal may be sent. Texts come from customers, from the provider and from whoever signals a workflow; a control
 * character in one could move the cursor, rewrite what stands above, or set the window's title.
 */

/** Colours, as we write them ourselves. */
const COLOUR = new RegExp(`(${String.fromCharCode(0x1b)}\\[[\\d;]{0,8}m)`);

/** All control characters but the line break and the tab, and those that turn the direction of writing. */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** The text with every other character shown by its number, such as `\u001b`; colours stay where the terminal shows any. */
export function printable(text: string, { hasColor }: { hasColor: boolean }): string {
  if (!hasColor) return escaped(text);
  // Split by a group, every second part is a colour.
  return text
    .split(COLOUR)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join('');
}

/** A text on one line: a break in it must not look like a line of ours. */
export function onOneLine(text: string): string {
  return text.replaceAll(/\r?\n|\r/g, ' ⏎ ');
}

function escaped(text: string): string {
  return text.replaceAll(UNSAFE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
