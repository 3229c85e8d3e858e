/** What the steps act with, for tests: an order, a provider in memory that fails as told, and a clock that stands. */
import type { StrayRoom } from '../../workflows/clear-stray';
import type { ReservationState } from '../../workflows/state';
import { type Fault, SimulatedProvider } from './simulated-provider';
import { at, HOUR } from './states';

export interface TestRoom extends StrayRoom {
  provider: SimulatedProvider;
  /** Moves the clock. */
  setNow(instant: string): void;
  /** What is met by the next calls, one after the other. */
  meets(...faults: Fault[]): void;
}

/** At three hours after the order was placed. The provider knows of no reservation yet. */
export function roomFor(state: ReservationState): TestRoom {
  let now = at(3 * HOUR);
  const provider = new SimulatedProvider(() => now, []);
  return {
    state,
    provider,
    now: () => now,
    setNow(instant) {
      now = instant;
    },
    meets: (...faults) => provider.meets(...faults),
    sending: () => provider.sending() as ReturnType<StrayRoom['sending']>,
    reading: () => provider.reading() as ReturnType<StrayRoom['reading']>,
    engine: provider.engine(() => state.reservationUuid) as StrayRoom['engine'],
  };
}

/** Places a reservation at the provider that no answer told us of; its uuid. */
export async function placeUnseen(room: TestRoom, orderId = room.state.order.orderId): Promise<string> {
  const order = { ...room.state.order, orderId };
  const { reservationUuid } = await room.provider
    .sending()
    .submit({ order, operationId: 'submit-1', attempt: 1, at: room.now() });
  return reservationUuid;
}
