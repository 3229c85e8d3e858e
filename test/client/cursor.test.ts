/** Cursors: they bring back the place they stand for, and only in the list that gave them out. */
import { describe, expect, it } from '@jest/globals';
import { compareByPlace, cursorAfter, type Place, placeOf } from '../../src/client/cursor';
import { CursorInvalidError } from '../../src/client/errors';

const at = '2026-11-21T10:00:00.000Z';

describe('a cursor', () => {
  it.each([
    ['newest', 'all'],
    ['captureBy', 'dated'],
    ['captureBy', 'undated'],
  ] as const)('of a list sorted by %s brings back its place among %s', (sort, stretch) => {
    const after = { key: at, orderId: 'booking-1042' };
    expect(placeOf(sort, cursorAfter(stretch, after))).toEqual({ stretch, after });
  });

  it('is refused by a list of another sort', () => {
    const cursor = cursorAfter('all', { key: at, orderId: 'a' });
    expect(() => placeOf('captureBy', cursor)).toThrow(CursorInvalidError);
  });

  it.each([
    ['', 'nothing'],
    ['abc', 'noise'],
    [Buffer.from('{}').toString('base64url'), 'another shape'],
    [Buffer.from(`["all","${at}'; DROP","a"]`).toString('base64url'), 'an instant that is none'],
    [Buffer.from('["all",null,"a"]').toString('base64url'), 'no place'],
  ])('is refused when it is %j (%s)', (cursor) => {
    expect(() => placeOf('newest', cursor)).toThrow(CursorInvalidError);
  });
});

describe('places', () => {
  const places: Place[] = [
    { key: '2026-11-21T10:00:00.000Z', orderId: 'a' },
    { key: '2026-11-22T10:00:00.000Z', orderId: 'a' },
    { key: '2026-11-21T10:00:00.000Z', orderId: 'b' },
  ];
  const sorted = (stretch: 'all' | 'dated' | 'undated') =>
    [...places].sort(compareByPlace(stretch)).map(({ key, orderId }) => `${key.slice(8, 10)}${orderId}`);

  it('stand newest first, the later id first among equals', () => {
    expect(sorted('all')).toEqual(['22a', '21b', '21a']);
    expect(sorted('undated')).toEqual(['22a', '21b', '21a']);
  });

  it('stand by deadline, the earliest first', () => {
    expect(sorted('dated')).toEqual(['21a', '21b', '22a']);
  });
});
