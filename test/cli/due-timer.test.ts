/** The timer column of `holdfast due` says what the order itself says of its timer, and works out nothing. */
import { describe, expect, it } from '@jest/globals';
import { dueText } from '../../src/cli/show-list';
import type { Reservation } from '../../src/client';
import { sampleReservation } from '../http/fake-reservations';

const AT = '2026-11-27T13:00:00.000Z';

function column(timer: Reservation['timer'], changes: Partial<Reservation> = {}): string {
  const order = sampleReservation({ timer, ...changes });
  return dueText([order], { terminal: { hasColor: false }, now: '2026-11-21T12:00:00.000Z' });
}

describe('the timer column', () => {
  it.each([
    ['capture', 'captures 2026-11-27 13:00:00'],
    ['release', 'releases 2026-11-27 13:00:00'],
    ['cancel', 'withdraws the link 2026-11-27 13:00:00'],
    ['complete', 'completes 2026-11-27 13:00:00'],
  ] as const)('names the deed and its instant: %s', (does, said) => {
    expect(column({ at: AT, does })).toContain(`│ ${said}`);
  });

  it('names no instant at which nothing is done', () => {
    expect(column({ at: AT, does: 'none' })).toMatch(/│ does nothing +│/);
  });

  it('believes the order of a halted timer, whatever attention stands before the refusal', () => {
    const atRisk = {
      message: '',
      operationId: null,
      since: AT,
      evidence: null,
      code: 'capture_at_risk',
    } as const;
    expect(column({ at: AT, does: 'none' }, { attention: atRisk })).toContain('does nothing');
  });

  it('is empty where no timer runs', () => {
    expect(column(null)).not.toMatch(/captures|releases|withdraws|completes|nothing/);
  });
});
