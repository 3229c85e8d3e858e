/**
 * The money protocol's second half: an unknown outcome is read until the provider's books tell, sent again only where
 * the provider itself would refuse a second execution, and otherwise given to a person with the evidence.
 */
import { askPerson } from './ask-person';
import { MAX_REPEATS } from './call-budget';
import type { StrayRoom } from './clear-stray';
import { deadlinesOf } from './deadlines';
import { evidenceFrom, nothingIn } from './evidence';
import { hasCome, plusMs } from './instants';
import type { Evidence, Operation, OperationKind } from './operation';
import { readBooks, retryGapMs, unreadable } from './read-books';
import { beganUnder } from './rules';
import { searchOneByOne } from './search-one-by-one';
import { HISTORY_OVERLAP_MS, searchSubmit } from './search-submit';
import { settleExecuted, settleRefused, TASK_LOST } from './settle';
import { transmit } from './transmit';
import { urgencyOfLooking } from './urgency';

/** A repeat that goes on being put off is a person's to hear of. */
const MAX_PUT_OFF = 10;

/** Fewer absent readings than this prove nothing. */
const MIN_ABSENT = 3;

/** A person needs no more of them, and an order that waits for one for months must not grow with every hour. */
const MAX_READINGS = 50;

/** One look for an operation whose outcome is unknown, and what follows from it. */
export async function verify(room: StrayRoom, operation: Operation): Promise<void> {
  const sends = operation.ambiguousSends;
  // A callback may ask for a look before its time: that one is no reading of the schedule.
  const isScheduled = hasCome(operation.dueAt, room.now());
  const evidence = await look(room, operation);
  // Settled, or sent anew: then its readings begin again.
  if (operation.status !== 'unknown' || operation.ambiguousSends !== sends) return;
  if (!isScheduled) return;
  const now = room.now();
  // A repeat that was put off within the look has its own time.
  if (operation.dueAt !== null && operation.dueAt > now) return;
  const { verifyScheduleMs } = room.state.settings;
  if (evidence === null) {
    operation.dueAt = plusMs(now, retryGapMs(room.state));
    return;
  }
  const kept = Math.max(MAX_READINGS, verifyScheduleMs.length);
  operation.readings = [...operation.readings, evidence].slice(-kept);
  const gap = isTaskLost(operation) ? undefined : verifyScheduleMs[operation.readings.length];
  if (gap !== undefined) {
    operation.dueAt = plusMs(now, gap);
    return;
  }
  if (mayRepeat(room, operation)) return transmit(room, operation);
  if (operation.kind === 'resend')
    return settleRefused(room.state, operation, { reason: 'resend_not_seen' }, now);
  askPerson(room.state, operation, now);
}

/** Null when the provider could not be read: that is no reading. */
async function look(room: StrayRoom, operation: Operation): Promise<Evidence | null> {
  if (operation.kind === 'submit') {
    return beganUnder(3, room.state) ? searchSubmit(room, operation) : searchOneByOne(room, operation);
  }
  if (operation.kind === 'resend') return searchResend(room, operation);
  const reading = await readBooks(room, urgencyOfLooking(room.state, operation, room.now()));
  return reading && evidenceFrom(reading, operation, room.now());
}

function mayRepeat({ state, now }: StrayRoom, operation: Operation): boolean {
  const { captureBy, payBy } = deadlinesOf(state);
  // Nobody could pay a reservation that is made after its link has ended, and the provider takes none.
  const deadlines: Partial<Record<OperationKind, string | null>> = { capture: captureBy, submit: payBy };
  return (
    operation.intent?.repeatable === true &&
    (operation.readings.length >= MIN_ABSENT || isTaskLost(operation)) &&
    operation.ambiguousSends <= MAX_REPEATS &&
    operation.putOff <= MAX_PUT_OFF &&
    !hasCome(deadlines[operation.kind] ?? null, now()) &&
    wouldRefuseSecond(operation)
  );
}

/**
 * A task that was lost is handed out again after seconds, and moved no money: one look that shows nothing is enough, and
 * should it turn up after all, a second complete is refused, and a second submit released as a stray.
 */
function isTaskLost({ reason }: Operation): boolean {
  return reason === TASK_LOST;
}

/** Our own ledger may be wrong by a person's word: only what the provider itself has left decides. */
function wouldRefuseSecond({ kind, amountMinor, readings }: Operation): boolean {
  if (kind !== 'capture') return true;
  const { reservedMinor, capturedMinor } = readings.at(-1) ?? {};
  return reservedMinor != null && capturedMinor != null && reservedMinor - capturedMinor === amountMinor;
}

/**
 * A link sent once more shows in the history only. Its rows have minutes and no zone, and the provider's clock may differ
 * from ours; so those in the frame are counted, and it was sent if there are more than we know of.
 */
async function searchResend(room: StrayRoom, operation: Operation): Promise<Evidence | null> {
  const { state } = room;
  const now = room.now();
  const from = plusMs(operation.sentAt ?? now, -HISTORY_OVERLAP_MS);
  try {
    const frame = {
      from,
      to: plusMs(now, HISTORY_OVERLAP_MS),
      at: now,
      reservationUuid: state.reservationUuid,
    };
    const entries = await room.reading(urgencyOfLooking(state, operation, now)).readHistory(frame);
    const sent = entries.filter(
      ({ uuid, title }) => uuid === state.reservationUuid && title === 'order-resent',
    );
    const known = state.operations.filter(
      ({ kind, status, sentAt }) => kind === 'resend' && status === 'executed' && (sentAt ?? '') >= from,
    );
    if (sent.length > known.length) {
      settleExecuted(state, operation, { reference: null, by: 'books' }, now);
    }
    return nothingIn(now);
  } catch (error) {
    unreadable(state, error, room.now());
    return null;
  }
}
