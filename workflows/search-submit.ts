/**
 * Looks for a submit whose answer was lost. It has no id to read back: it is looked for among the reservations nobody here
 * knows.
 */
import { MAX_REPEATS } from './call-budget';
import { readStray, release, type StrayRoom } from './clear-stray';
import { deadlinesOf } from './deadlines';
import { nothingIn } from './evidence';
import { hasCome, plusMs } from './instants';
import { observe } from './observe';
import type { Evidence, Operation } from './operation';
import { heard, readDetails, unreadable } from './read-books';
import type { Reading } from './reading';
import { settleExecuted } from './settle';
import { examine } from './strays';
import { submitted, transmit } from './transmit';
import { urgencyOfLooking } from './urgency';

/** The provider's clock may differ from ours, and its history has minutes only. */
export const HISTORY_OVERLAP_MS = 10 * 60 * 1000;

/** Around the sending, by the provider's whole minutes: what was made at another time is most likely another order's. */
const BEFORE_MS = 2 * 60 * 1000;
const AFTER_MS = 3 * 60 * 1000;

/** More candidates than this in one search are left for the next one. */
export const MAX_CANDIDATES = 20;

/** So many are read side by side: the first of them is the likeliest, and the others cost a call each. */
const AT_ONCE = 5;

/**
 * One search. What is already paid is taken as ours; what is not is released, since its checkout URL is lost with the
 * answer, and submitted anew. Null when something was done about it, or history could not be read.
 */
export async function searchSubmit(room: StrayRoom, operation: Operation): Promise<Evidence | null> {
  const candidates = await candidatesFor(room, operation);
  if (candidates === null) return null;
  const waiting = candidates.slice(0, MAX_CANDIDATES);
  while (waiting.length > 0) {
    for (const reading of await readAll(room, operation, waiting.splice(0, AT_ONCE))) {
      if ((await take(room, operation, reading)) === 'settled') return null;
    }
  }
  return nothingIn(room.now());
}

/** Those that could be read; should another be ours, it turns up as a stray. */
async function readAll(room: StrayRoom, operation: Operation, uuids: string[]): Promise<Reading[]> {
  const urgency = urgencyOfLooking(room.state, operation, room.now());
  const readings = await Promise.all(uuids.map((uuid) => readDetails(room, uuid, urgency).catch(() => null)));
  return readings.filter((reading) => reading !== null);
}

/** Looks at one candidate, and does what it asks for. */
export async function take(
  room: StrayRoom,
  operation: Operation,
  reading: Reading,
): Promise<'passed' | 'settled'> {
  const { state } = room;
  examine(state, reading.reservationUuid);
  if (reading.referenceNumber !== state.order.orderId) return 'passed';
  if (reading.reservedMinor > 0) return adopt(room, operation, reading);
  // Its customer may have paid in the meantime.
  const found = await readStray(room, reading.reservationUuid);
  if (typeof found === 'object' && found.reservedMinor > 0) return adopt(room, operation, found);
  const stray = { reservationUuid: reading.reservationUuid, tries: 0, dueAt: room.now() };
  state.strays.push(stray);
  await release(room, stray, found);
  if (operation.ambiguousSends > MAX_REPEATS || hasCome(deadlinesOf(state).payBy, room.now()))
    return 'passed';
  await transmit(room, operation);
  return 'settled';
}

async function candidatesFor(room: StrayRoom, operation: Operation): Promise<string[] | null> {
  const { state } = room;
  const { hints, examined } = state;
  state.hints = [];
  try {
    const at = room.now();
    const { reservationUuids } = await room.reading(urgencyOfLooking(state, operation, at)).searchStrangers({
      ...frameOf(state, operation, at),
      at,
      hinted: hints.map(({ reservationUuid }) => reservationUuid),
      examined,
    });
    heard(state, room.now());
    return reservationUuids;
  } catch (error) {
    // Nobody has looked at what they name: they are kept until the history can be read again.
    state.hints = [...hints, ...state.hints];
    unreadable(state, error, room.now());
    return null;
  }
}

/** Close to the sending; the last search of a schedule looks wherever a clock that differs may have put it. */
function frameOf(
  { settings }: StrayRoom['state'],
  { sentAt, readings }: Operation,
  at: string,
): { sentAt: string; from: string; to: string } {
  const sent = sentAt ?? at;
  const isLast = readings.length + 1 >= settings.verifyScheduleMs.length;
  return isLast
    ? { sentAt: sent, from: plusMs(sent, -HISTORY_OVERLAP_MS), to: plusMs(at, HISTORY_OVERLAP_MS) }
    : { sentAt: sent, from: plusMs(sent, -BEFORE_MS), to: plusMs(sent, AFTER_MS) };
}

function adopt(room: StrayRoom, operation: Operation, reading: Reading): 'settled' {
  submitted(room.state, reading.reservationUuid, null);
  settleExecuted(room.state, operation, { reference: reading.reservationUuid, by: 'books' }, room.now());
  observe(room.state, reading, room.now());
  return 'settled';
}
