/** The question to the visibility store: every filter in it, and nobody's text breaks out of its quotes. */
import { describe, expect, it } from '@jest/globals';
import { runningQuery, visibilityQuery } from '../../src/client/visibility-query';

const where = { taskQueue: 'reservations', stretch: 'all', after: null } as const;
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

  it.each(['dated', 'undated'] as const)(
    'looks up a state that few are in first, for a list that is %s',
    (stretch) => {
      const query = visibilityQuery({ state: 'captured' }, { ...where, stretch });
      expect(query).toContain("HoldfastState BETWEEN 'captured' AND 'captured'");
    },
  );

  it('looks nothing up first where nearly all are meant, or where the newest are enough', () => {
    const dated = visibilityQuery({ state: 'reserved' }, { ...where, stretch: 'dated' });
    expect(dated).toContain("HoldfastState = 'reserved'");
    expect(visibilityQuery({ state: 'captured' }, where)).toContain("HoldfastState = 'captured'");
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

  it('begins at a place, and takes the whole millisecond of a start for orders that have published nothing', () => {
    const after = { key: '2026-11-21T10:00:00.000Z', orderId: 'a' };
    const fromThere = `(HoldfastCreatedAtMs <= ${Date.parse(after.key)} OR (HoldfastCreatedAtMs IS NULL AND StartTime <= '2026-11-21T10:00:00.000999999Z'))`;
    expect(visibilityQuery({}, { ...where, after })).toBe(`${always} AND ${fromThere}`);
    expect(visibilityQuery({}, { ...where, stretch: 'undated', after })).toBe(
      `${always} AND HoldfastCaptureBy IS NULL AND ${fromThere}`,
    );
  });

  it('reads deadlines from a place up to an instant', () => {
    const after = { key: '2026-11-21T10:00:00.000Z', orderId: 'a' };
    const until = '2026-11-22T10:00:00.000Z';
    expect(visibilityQuery({}, { ...where, stretch: 'dated', after, until })).toBe(
      `${always} AND HoldfastCaptureBy IS NOT NULL AND HoldfastCaptureBy >= '${after.key}' AND HoldfastCaptureBy <= '${until}'`,
    );
  });

  it('finds those of some orders that run', () => {
    expect(runningQuery(['a', 'b'])).toBe(
      "WorkflowId IN ('reservation/a', 'reservation/b') AND ExecutionStatus = 'Running'",
    );
  });
});
