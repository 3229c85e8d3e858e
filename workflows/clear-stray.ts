/**
 * Releases a reservation of an attempt to submit that had worked after all. It is never captured.
 */
import type { engineActivities } from './activity-profiles';
import { clear, raise } from './attention';
import { SLOW_POLL_MS } from './deadlines';
import { plusMs } from './instants';
import { readIfThere } from './read-books';
import type { Reading } from './reading';
import { beganUnder } from './rules';
import type { Stray } from './state';
import { examine } from './strays';
import { note } from './timeline';
import type { SendingRoom } from './transmit';
import { STRAY_URGENCY } from './urgency';

/** What looking for other reservations needs beside sending. */
export interface StrayRoom extends SendingRoom {
  engine: ReturnType<typeof engineActivities>;
}

/** One try: reads the stray, cancels it if it stands, and forgets it once it is over. */
export async function clearStray(room: StrayRoom, stray: Stray): Promise<void> {
  await release(room, stray, await readStray(room, stray.reservationUuid));
}

/** What its details show right before it is released. */
export function readStray(room: StrayRoom, reservationUuid: string): ReturnType<typeof readIfThere> {
  return readIfThere(room, reservationUuid, STRAY_URGENCY);
}

/** The try's second half, with what was just read. */
export async function release(
  room: StrayRoom,
  stray: Stray,
  found: Awaited<ReturnType<typeof readStray>>,
): Promise<void> {
  const { state } = room;
  const { reservationUuid } = stray;
  if (found === 'missing') return missing(room, stray);
  const reading = found === 'unreadable' ? null : found;
  if (reading && isNoConcern(reading, state.order.orderId)) return forget(room, stray);
  const moved = reading !== null && reading.capturedMinor + reading.chargedMinor > 0;
  // That it is over is the books' to say: an answer alone has let holds stand.
  if (reading && !moved && (await cancel(room, reservationUuid))) {
    note(state, room.now(), 'stray_cancelled', 'system', { reservationUuid });
    if (!beganUnder(2, state)) return forget(room, stray);
  }
  const gap = nextGap(room, stray);
  stray.dueAt = plusMs(room.now(), gap ?? SLOW_POLL_MS);
  if (gap === undefined || moved) raiseStray(room, stray, reading);
}

/** By the verification schedule; undefined when it has run out. */
function nextGap({ state }: StrayRoom, stray: Stray): number | undefined {
  const gap = state.settings.verifyScheduleMs[stray.tries];
  stray.tries += 1;
  return gap;
}

/** Somebody else's, or over already, with nothing kept of the customer's money. */
function isNoConcern(reading: Reading, orderId: string): boolean {
  const { referenceNumber, status, capturedMinor, chargedMinor } = reading;
  const keptMinor =
    capturedMinor + chargedMinor - reading.refundedFromCapturedMinor - reading.refundedFromChargedMinor;
  return (
    referenceNumber !== orderId ||
    status === 'CANCELLED' ||
    status === 'EXPIRED' ||
    (status === 'COMPLETED' && keptMinor === 0)
  );
}

/** Only a plain success counts; anything else is read again, and cancelling twice is refused by the provider. */
async function cancel(room: StrayRoom, reservationUuid: string): Promise<boolean> {
  const operationId = `stray-${reservationUuid}`;
  const note = 'A second reservation of the same order, released';
  return room
    .sending(STRAY_URGENCY)
    .cancel({ reservationUuid, operationId, note, at: room.now() })
    .then(
      () => true,
      () => false,
    );
}

/**
 * The provider's books may lag: it is looked for by the verification schedule. One that never shows is let go, and not
 * remembered: should it turn up after all, a callback or the sweep brings it back.
 */
function missing(room: StrayRoom, stray: Stray): void {
  const gap = nextGap(room, stray);
  if (gap === undefined) room.state.strays = room.state.strays.filter((other) => other !== stray);
  else stray.dueAt = plusMs(room.now(), gap);
}

function forget({ state, now }: StrayRoom, stray: Stray): void {
  state.strays = state.strays.filter((other) => other !== stray);
  examine(state, stray.reservationUuid);
  if (state.strays.length === 0) clear(state, now(), 'stray_released', 'stray_reservation');
}

function raiseStray({ state, now }: StrayRoom, stray: Stray, reading: Reading | null): void {
  raise(
    state,
    {
      code: 'stray_reservation',
      operationId: null,
      message:
        'An earlier attempt to submit this order had worked after all, and its reservation could not be released. ' +
        'Nothing was captured from it here. Cancel it, or refund it, in the provider’s dashboard.',
      evidence: { reservationUuid: stray.reservationUuid, shown: reading },
    },
    now(),
  );
}
