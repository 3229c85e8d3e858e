/** What reaches a terminal: our colours, and of everything else only what moves nothing. */
import { describe, expect, it } from '@jest/globals';
import { onOneLine, printable } from '../../src/cli/printable';

const colour = { hasColor: true };
const plain = { hasColor: false };
const ESC = '\u001b';

describe('a text for the terminal', () => {
  it.each([
    ['clears the screen', `${ESC}[2J`, '\\u001b[2J'],
    ['moves the cursor', `${ESC}[1A`, '\\u001b[1A'],
    ['sets the window’s title', `${ESC}]0;root\u0007`, '\\u001b]0;root\\u0007'],
    ['moves the cursor by one character', '\u009b1A', '\\u009b1A'],
    ['goes back on its line', 'paid\rfree', 'paid\\u000dfree'],
    ['rubs out', 'paid\b\b\b\b', 'paid\\u0008\\u0008\\u0008\\u0008'],
    ['turns the direction of writing', 'a\u202eb', 'a\\u202eb'],
  ])('that %s is shown instead of obeyed', (_what, text, shown) => {
    expect(printable(text, colour)).toBe(shown);
    expect(printable(text, plain)).toBe(shown);
  });

  it('keeps its colours where there are any', () => {
    const red = `${ESC}[1m${ESC}[31mbad${ESC}[39m${ESC}[22m`;
    expect(printable(red, colour)).toBe(red);
    expect(printable(`${ESC}[31mbad`, plain)).toBe('\\u001b[31mbad');
  });

  it('keeps letters of all scripts, tabs and its lines', () => {
    const text = 'Kåre\tנועה\n雪 👩‍👩‍👧 │';
    expect(printable(text, colour)).toBe(text);
  });

  it('stays on one line where it must', () => {
    expect(onOneLine('Arrived\n12:00  captured  by operator\r\nend')).toBe(
      'Arrived ⏎ 12:00  captured  by operator ⏎ end',
    );
  });
});
