/** Asks the engine which reservations are ours. No provider call. */
import type { ActivityDependencies } from './dependencies';
import type { StrangersInput } from './inputs';
import { ordersByReservation } from './known-orders';

/** Harmless to repeat. What the engine does not answer is thrown as it is, and retried. */
export function createEngineActivities({ client }: ActivityDependencies) {
  return {
    /** Which of these reservations no workflow here knows. */
    async findStrangers({ reservationUuids }: StrangersInput): Promise<string[]> {
      const known = await ordersByReservation(client, reservationUuids);
      return reservationUuids.filter((uuid) => !known.has(uuid));
    },
  };
}
