/**
 * Takes the plan for many holds that fall due together: this one's timer acts earlier than its own policy says, and
 * the timeline says why. A plan never makes it later. Pure but for the state.
 */
import { raise } from './attention';
import { deadlinesOf } from './deadlines';
import { runwayMinor } from './ledger';
import type { PlanHint } from './messages';
import type { CapturePlan, ReservationState } from './state';
import { note } from './timeline';
import { HELD } from './transitions';

/** One plan. What is no plan for a hold that stands, or tells nothing new, changes nothing. */
export function takePlan(state: ReservationState, hint: PlanHint, now: string): void {
  const { captureAt, captureBy } = deadlinesOf(state);
  const isHeld = HELD.has(state.lifecycle);
  // The index lags: it may have been captured wholly since.
  if (!isHeld || runwayMinor(state.ledger) === 0 || captureAt === null || !isInstant(hint?.captureAt)) return;
  const crowd = { ordersAhead: Number(hint.ordersAhead) || 0, dueTogether: Number(hint.dueTogether) || 0 };
  if (hint.captureAt < captureAt) {
    state.plan = { captureAt: hint.captureAt, ...crowd };
    note(state, now, 'capture_planned_earlier', 'system', {
      captureAt: hint.captureAt,
      insteadOf: captureAt,
      ...crowd,
      because: 'many_orders_due_together',
    });
  }
  if (hint.atRisk === true) raiseAtRisk(state, { captureBy, ...crowd }, now);
}

function raiseAtRisk(
  state: ReservationState,
  evidence: { captureBy: string | null } & Pick<CapturePlan, 'ordersAhead' | 'dueTogether'>,
  now: string,
): void {
  raise(
    state,
    {
      code: 'capture_at_risk',
      operationId: null,
      message:
        'More captures are due before this one’s deadline than the provider’s rate lets through. It is sent in its ' +
        'turn, the earliest deadline first, and never after its deadline. Capture fewer orders at once, lengthen their ' +
        'safety margins, or ask the provider for a higher rate.',
      evidence,
    },
    now,
  );
}

/** In our own spelling: instants are compared as texts. */
function isInstant(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(Date.parse(text)).toISOString() === text
  );
}
