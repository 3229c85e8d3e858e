/** Cursors: they bring back the place they stand for, and only in the list that gave them out. */
import { describe, expect, it } from '@jest/globals';
import { compareByPlace, cursorAfter, type Place, placeOf } from '../../src/client/cursor';
import { CursorInvalidError } from '../../src/client/errors';

const at = '2026-11-21T10:00:00.000Z';

describe('a cursor', () => {
  it('brings back its place, also the one of orders without a deadline', () => {
    for (const place of [
      { key: at, orderId: 'booking-1042' },
      { key: null, orderId: 'a' },
    ]) {
      expect(placeOf('captureBy', cursorAfter('captureBy', place))).toEqual(place);
    }
  });

  it('is refused by a list of another sort', () => {
    const cursor = cursorAfter('newest', { key: at, orderId: 'a' });
    expect(() => placeOf('captureBy', cursor)).toThrow(CursorInvalidError);
  });

  it.each([
    ['', 'nothing'],
    ['abc', 'noise'],
    [Buffer.from('{}').toString('base64url'), 'another shape'],
    [Buffer.from(`["newest","${at}'; DROP","a"]`).toString('base64url'), 'an instant that is none'],
    [cursorAfter('newest', { key: null, orderId: 'a' }), 'a place that the sort does not have'],
  ])('is refused when it is %j (%s)', (cursor) => {
    expect(() => placeOf('newest', cursor)).toThrow(CursorInvalidError);
  });
});

describe('places', () => {
  const places: Place[] = [
    { key: '2026-11-21T10:00:00.000Z', orderId: 'a' },
    { key: null, orderId: 'b' },
    { key: '2026-11-22T10:00:00.000Z', orderId: 'a' },
    { key: '2026-11-21T10:00:00.000Z', orderId: 'b' },
  ];

  it('stand newest first, the later id first among equals', () => {
    const sorted = places.filter(({ key }) => key !== null).sort(compareByPlace('newest'));
    expect(sorted.map(({ key, orderId }) => `${key?.slice(8, 10)}${orderId}`)).toEqual(['22a', '21b', '21a']);
  });

  it('stand by deadline, the earliest first and those without one last', () => {
    const sorted = [...places].sort(compareByPlace('captureBy'));
    expect(sorted.map(({ key, orderId }) => `${key?.slice(8, 10) ?? '--'}${orderId}`)).toEqual([
      '21a',
      '21b',
      '22a',
      '--b',
    ]);
  });
});
