// GET history: everything that happened to any reservation within a time frame.
import { settleAll } from '../acts/settle';
import { nowOf, offsetAfter } from '../clock';
import { answerWithData, invalidPayload } from '../wire/answer';
import { historyRow } from '../wire/history-view';
import { sentence } from '../wire/validation-messages';
import type { World } from '../world';
import type { Call } from './call';

const DAY_S = 24 * 60 * 60;

/**
 * Rows oldest first, both ends included; without a frame, the last 24 hours; without an end, until now.
 * Each reservation's rows are on its own clock. Source: Front Payment, "Get Reservation History".
 */
export const history: Call = (world, { params, callerNowMs }) => {
  const nowS = Math.floor(
    (Date.now() + offsetAfter(world.clock.offsetMs, callerNowMs, world.settings.clockSkewMs)) / 1000,
  );
  const { start, end } = params;
  const wrong = Object.entries({ start, end }).filter(
    ([, value]) => value !== undefined && !/^\d+$/.test(value),
  );
  if (wrong.length > 0) return invalidPayload(wrong.map(([name]) => sentence('timestamp', [name])));
  const startS = start === undefined ? nowS - DAY_S : Number(start);
  const endS = end === undefined ? nowS : Number(end);
  settleAll(world);
  const rows = visible(world)
    .filter(({ atMs }) => Math.floor(atMs / 1000) >= startS && Math.floor(atMs / 1000) <= endS)
    .sort((a, b) => a.atMs - b.atMs)
    .map((entry) => historyRow(entry, world.settings.zone));
  return answerWithData(200, 'reservationRetrievedSuccessfully', rows);
};

/** All rows, apart from what a lag fault still hides. */
function visible(world: World) {
  return [...world.reservations.values()].flatMap((reservation) => {
    const aim = { reservationUuid: reservation.uuid, referenceNo: reservation.order.referenceNo };
    const untilMs = nowOf(reservation) - world.faults.lagMs('historyLagMs', aim);
    const rows = reservation.history.filter((entry) => entry.atMs <= untilMs);
    if (world.settings.historyTakingUuid === 'own') return rows;
    return rows.map((entry) => ({ ...entry, uuid: reservation.uuid }));
  });
}
