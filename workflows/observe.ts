/**
 * Takes a reading of details into the state: settles what was unknown, adopts what somebody else moved, and follows
 * the provider's status. What contradicts us is read again by the schedule and then raised; it never overwrites.
 */
import { clear, raise } from './attention';
import { deadlinesOf, SLOW_POLL_MS, settlingMs } from './deadlines';
import { findIn } from './evidence';
import { hasCome, plusMs } from './instants';
import { adopt, type Comparison, compare, runwayMinor } from './ledger';
import { advance } from './lifecycle';
import type { Reading } from './reading';
import { planReading } from './reading-plan';
import { settleExecuted } from './settle';
import type { ReservationState } from './state';
import { note } from './timeline';
import { ENDED, type LifecycleEvent } from './transitions';
import { listMovements } from './unlisted';

/**
 * One reading. What it shows of unknown operations counts in any case; the rest is taken over wholly or not at all.
 * When the next one is due is planned either way.
 */
export function observe(state: ReservationState, shown: Reading, now: string): void {
  const reading = listMovements(shown, state.ledger);
  clear(
    state,
    now,
    'provider_answers',
    'provider_unreachable',
    'provider_unauthorized',
    'reservation_missing',
  );
  settleWhatIsShown(state, reading, now);
  const comparison = compare(state.ledger, reading);
  const before = state.lifecycle;
  const contradiction = contradictionOf(state, reading, comparison, now);
  if (contradiction) return contradicted(state, reading, contradiction, now);
  for (const adoption of comparison.adoptions) {
    note(state, now, `${adoption.kind}_adopted`, 'provider', { ...adoption });
  }
  if (state.lifecycle !== before || comparison.adoptions.length > 0) resumeTimers(state, now);
  adopt(state.ledger, reading);
  nameOperations(state);
  state.lastReading = reading;
  state.dirty = false;
  if (ENDED.has(state.lifecycle) || runwayMinor(state.ledger) === 0)
    clear(state, now, 'nothing_left', 'capture_at_risk');
  const agreement = planReading(state, reading, comparison, now);
  if (agreement === 'agrees') clear(state, now, 'books_agree', 'books_differ');
  if (agreement === 'differs') raiseDifference(state, reading, 'refunds_do_not_add_up', now);
}

/** What was taken on a person's word gets the provider's reference as soon as details show it. */
function nameOperations({ operations, ledger }: ReservationState): void {
  for (const { operationId, reference } of [...ledger.captures, ...ledger.charges]) {
    const operation = operations.find((ours) => ours.operationId === operationId);
    if (operation) operation.reference ??= reference;
  }
}

/** What a timer was refused for is explained by now. */
function resumeTimers(state: ReservationState, now: string): void {
  state.timersHalted = false;
  clear(state, now, 'books_explain_it', 'timer_operation_refused');
}

function settleWhatIsShown(state: ReservationState, reading: Reading, now: string): void {
  for (const operation of state.operations) {
    if (operation.status !== 'unknown') continue;
    const finding = findIn(reading, operation, state.ledger);
    if (finding.found) settleExecuted(state, operation, { reference: finding.reference, by: 'books' }, now);
  }
}

/** Why this reading cannot be taken over; null when it could, and the lifecycle has then followed it. */
function contradictionOf(
  state: ReservationState,
  reading: Reading,
  comparison: Comparison,
  now: string,
): string | null {
  if (comparison.inconsistent) return 'figures_do_not_add_up';
  if (comparison.showsLess) return 'shows_less';
  const event = eventOf(reading);
  if (event === null) return 'status_unknown';
  // Without its amount a hold would have no runway, and its timer nothing to capture.
  if (event === 'seenReserved' && reading.reservedMinor === 0) return 'hold_without_amount';
  const refusal = advance(state, event, 'provider', now);
  if (refusal) return refusal;
  if (reading.reservedMinor > 0 && state.reservedAt === null) reserved(state, reading, now);
  return null;
}

function eventOf(reading: Reading): LifecycleEvent | null {
  switch (reading.status) {
    case 'SENT':
      return 'seenSent';
    case 'RESERVED':
      return reading.capturedMinor + reading.chargedMinor > 0 ? 'seenMoved' : 'seenReserved';
    case 'COMPLETED':
      return 'seenCompleted';
    case 'CANCELLED':
      return 'seenCancelled';
    case 'EXPIRED':
      return 'seenExpired';
    default:
      return null;
  }
}

/** The provider's clock may be ahead of ours: no hold was made after we have seen it, and none lasts longer for it. */
const CLOCK_TOLERANCE_MS = 60_000;

function holdMadeAt(reading: Reading, now: string): string {
  const { reservedAt } = reading;
  return reservedAt === null || reservedAt > plusMs(now, CLOCK_TOLERANCE_MS) ? now : reservedAt;
}

function reserved(state: ReservationState, reading: Reading, now: string): void {
  state.reservedAt = holdMadeAt(reading, now);
  state.reminders = [];
  const { captureAt, captureBy, chargeBy } = deadlinesOf(state);
  note(state, now, 'hold_made', 'provider', {
    reservedMinor: reading.reservedMinor,
    captureAt,
    captureBy,
    chargeBy,
  });
  const { safetyMarginMs } = state.order.policy;
  const neededMs = settlingMs(state.settings.verifyScheduleMs) + state.settings.providerTimeoutMs;
  if (safetyMarginMs < neededMs) {
    note(state, now, 'margin_shorter_than_settling', 'system', { safetyMarginMs, neededMs });
  }
}

function contradicted(state: ReservationState, reading: Reading, reason: string, now: string): void {
  // What a hint has us read in between is no reading of the schedule: the books have as long as it says.
  if (state.rereads > 0 && state.readAt !== null && !hasCome(state.readAt, now)) return;
  const gap = state.settings.verifyScheduleMs[state.rereads];
  state.rereads += 1;
  state.readAt = plusMs(now, gap ?? SLOW_POLL_MS);
  if (gap === undefined) raiseDifference(state, reading, reason, now);
}

function raiseDifference(state: ReservationState, reading: Reading, reason: string, now: string): void {
  raise(
    state,
    {
      code: 'books_differ',
      operationId: null,
      message:
        'What the provider shows does not fit what was done here, and reading it again did not help. Nothing was ' +
        'moved because of it. Compare the evidence with the provider’s dashboard; the books go on being read hourly.',
      evidence: { reason, shown: reading, known: { lifecycle: state.lifecycle, ledger: state.ledger } },
    },
    now,
  );
}
