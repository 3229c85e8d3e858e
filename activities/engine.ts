/** Asks the engine which reservations are ours, and passes the sweep's hints on. No provider call. */

import { WorkflowNotFoundError } from '@temporalio/client';
import {
  type HistoryHint,
  historySignal,
  reservationUuidAttribute,
  stateAttribute,
  workflowIdOf,
} from '../workflows/messages';
import type { ActivityDependencies } from './dependencies';
import type { HintsInput, HintsPassed, StrangerInput, StrangersInput } from './inputs';
import { tellsNews } from './tells-news';

/** So many uuids go into one query to the engine. */
const CHUNK = 50;

interface KnownReservation {
  workflowId: string;
  state: string;
  running: boolean;
}

/** Harmless to repeat. What the engine does not answer is thrown as it is, and retried. */
export function createEngineActivities({ client }: ActivityDependencies) {
  return {
    /** Which of these reservations no workflow here knows. */
    async findStrangers({ reservationUuids }: StrangersInput): Promise<string[]> {
      const known = await knownReservations(reservationUuids);
      return reservationUuids.filter((uuid) => !known.has(uuid));
    },

    /** Signals every open order that the rows tell something new about; names the reservations nobody knows. */
    async passHints({ entries }: HintsInput): Promise<HintsPassed> {
      const titles = new Map<string, string[]>();
      for (const { uuid, title } of entries) {
        if (uuid.startsWith('RES')) titles.set(uuid, [...(titles.get(uuid) ?? []), title]);
      }
      const known = await knownReservations([...titles.keys()]);
      let hinted = 0;
      for (const [reservationUuid, touched] of titles) {
        const order = known.get(reservationUuid);
        if (!order?.running || !touched.some((title) => tellsNews(title, order.state))) continue;
        await signal(order.workflowId, { reservationUuid, titles: touched });
        hinted += 1;
      }
      return { hinted, strangers: [...titles.keys()].filter((uuid) => !known.has(uuid)) };
    },

    /** Tells an order of a reservation that names it and that it may not know. */
    async passStranger({ orderId, reservationUuid }: StrangerInput): Promise<void> {
      await signal(workflowIdOf(orderId), { reservationUuid, titles: [] });
    },
  };

  async function knownReservations(uuids: string[]): Promise<Map<string, KnownReservation>> {
    const known = new Map<string, KnownReservation>();
    for (let start = 0; start < uuids.length; start += CHUNK) {
      const names = uuids.slice(start, start + CHUNK).filter((uuid) => /^[A-Za-z0-9]+$/.test(uuid));
      if (names.length === 0) continue;
      const query = `HoldfastReservationUuid IN (${names.map((uuid) => `'${uuid}'`).join(', ')})`;
      for await (const { workflowId, status, typedSearchAttributes } of client.workflow.list({ query })) {
        const uuid = typedSearchAttributes.get(reservationUuidAttribute);
        const state = typedSearchAttributes.get(stateAttribute) ?? '';
        const running = status.name === 'RUNNING';
        // An order may have several runs; the open one counts.
        if (uuid !== undefined && (running || !known.has(uuid)))
          known.set(uuid, { workflowId, state, running });
      }
    }
    return known;
  }

  async function signal(workflowId: string, hint: HistoryHint): Promise<void> {
    try {
      await client.workflow.getHandle(workflowId).signal(historySignal, hint);
    } catch (error) {
      // It ended, or never was ours: there is nobody to tell.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}
