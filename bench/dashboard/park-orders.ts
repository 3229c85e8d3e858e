/** Fills a running Holdfast with the holds that are looked at. */
import { type ParkHolds, parkHolds } from '../parking/park-holds';
import { parkedOrder } from './parked-order';

/** There once every list finds all of them. @throws Error when the time has run out */
export function parkOrders(parts: Omit<ParkHolds, 'orderAt'>): Promise<void> {
  const orderAt = (index: number) => parkedOrder(index, { count: parts.count, nowMs: Date.now() });
  return parkHolds({ ...parts, orderAt });
}
