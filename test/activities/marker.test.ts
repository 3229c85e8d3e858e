/** The operation's mark in the provider's texts: what is written is read back, and nothing else is taken for it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markerIn, withMarker } from '../../activities/marker';

describe('the marker', () => {
  it('ends the note, or is all there is', () => {
    expect(withMarker('Early checkout', 'capture-2')).toBe('Early checkout [op:capture-2]');
    expect(withMarker(null, 'capture-2')).toBe('[op:capture-2]');
    expect(withMarker('', 'capture-2')).toBe('[op:capture-2]');
  });

  it('is read back from any note, also one that looks like a marker itself', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    const note = fc.oneof(
      fc.string(),
      fc.constant('[op:another]'),
      fc.constant('two\nlines'),
      fc.constant(null),
    );
    fc.assert(
      fc.property(note, id, (text, operationId) => markerIn(withMarker(text, operationId)) === operationId),
    );
  });

  it('is read although the provider added white space behind it', () => {
    expect(markerIn('Early [op:capture-2] \n')).toBe('capture-2');
  });

  it.each([
    null,
    '',
    'Early checkout',
    '[op:capture-2] and more',
    '[op:]',
    '[op:a b]',
    'op:capture-2',
    '[OP:capture-2]',
  ])('is none in %j', (text) => expect(markerIn(text)).toBeNull());
});
