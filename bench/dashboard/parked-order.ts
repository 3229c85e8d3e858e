/** The holds that are looked at: their deadlines lie as far apart as those of a week's orders. */
import { type ParkedOrder, parkedHold } from '../parking/parked-hold';

const DAY_MINUTES = 24 * 60;

/** One in so many has a short window, and ends within the day. */
const SHORT_ONE_IN = 20;

/**
 * The `index`-th of `count`, placed and paid just now. Their deadlines lie evenly between two and seven days ahead, of some
 * within the day; no timer acts within the next hours.
 */
export function parkedOrder(index: number, { count, nowMs }: { count: number; nowMs: number }): ParkedOrder {
  const isShort = index % SHORT_ONE_IN === 0;
  const part = index / count;
  const minutes = Math.round(isShort ? 6 * 60 + part * 16 * 60 : (2 + 5 * part) * DAY_MINUTES);
  return parkedHold({
    orderId: `bench-${String(index).padStart(6, '0')}`,
    reservationUuid: `RES${7_000_000_000 + index}`,
    reservedAtMs: nowMs,
    policy: { captureWindow: `PT${minutes}M`, ...(isShort && { safetyMargin: 'PT1H' }) },
  });
}
