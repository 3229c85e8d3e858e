/** The question to the visibility store: every filter in it, and nobody's text breaks out of its quotes. */
import { describe, expect, it } from '@jest/globals';
import { visibilityQuery } from '../../src/client/visibility-query';

const where = { taskQueue: 'reservations', sort: 'newest', after: null } as const;
const always = "WorkflowType = 'reservation' AND TaskQueue = 'reservations' AND ExecutionStatus = 'Running'";

describe('the visibility query', () => {
  it('asks for the open orders of one task queue', () => {
    expect(visibilityQuery({}, where)).toBe(always);
  });

  it('has every filter', () => {
    const filter = {
      state: 'reserved',
      attention: true,
      captureBefore: '2026-12-01T00:00:00.000Z',
      q: 'RES1',
    } as const;
    expect(visibilityQuery(filter, where)).toBe(
      `${always} AND HoldfastState = 'reserved' AND HoldfastAttention = true` +
        " AND HoldfastCaptureBy < '2026-12-01T00:00:00.000Z'" +
        " AND (WorkflowId STARTS_WITH 'reservation/RES1' OR HoldfastReservationUuid STARTS_WITH 'RES1')",
    );
  });

  it('counts an order that has published nothing yet as one without attention', () => {
    expect(visibilityQuery({ attention: false }, where)).toContain(
      '(HoldfastAttention = false OR HoldfastAttention IS NULL)',
    );
  });

  it('keeps quotes and backslashes inside', () => {
    const query = visibilityQuery({ q: "a' OR WorkflowId != '\\" }, where);
    expect(query).toContain(String.raw`STARTS_WITH 'a\' OR WorkflowId != \'\\'`);
  });

  it('begins at a place, the whole millisecond included', () => {
    const after = { key: '2026-11-21T10:00:00.000Z', orderId: 'a' };
    expect(visibilityQuery({}, { ...where, after })).toBe(
      `${always} AND StartTime <= '2026-11-21T10:00:00.000999999Z'`,
    );
  });
});
