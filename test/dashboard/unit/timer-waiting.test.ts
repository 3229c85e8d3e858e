/** A row's timer is the server's word; the page adds only that it waits while an outcome is unknown. */
import { expect, it } from '@jest/globals';
import { isTimerWaiting } from '../../../src/dashboard/due/is-timer-waiting';
import { captureOperation, hold } from './orders';

it('waits while an outcome is unknown, but not for a mail', () => {
  const unknown = captureOperation({ status: 'unknown' });
  expect(isTimerWaiting(hold({ operations: [unknown] }))).toBe(true);
  expect(isTimerWaiting(hold({ operations: [{ ...unknown, kind: 'resend' }] }))).toBe(false);
  expect(isTimerWaiting(hold())).toBe(false);
});
