/**
 * The product's client, asked again while the engine is too busy to answer, as its errors tell callers to do. Commands
 * go under one operation id for all rounds.
 */
import type { Client } from '@temporalio/client';
import {
  createReservationsClient,
  EngineBusyError,
  EngineUnavailableError,
  newOperationId,
  type ReservationsClient,
} from '../../src/client';
import type { Records } from '../../src/records/records';
import type { CommandContext } from '../../workflows/messages';

type Commands = Omit<ReservationsClient, 'place' | 'reservation' | 'timeline' | 'list'>;

/** What a cell asks of the client. Any of the commands by its name; `waitMs` is for each round. */
export interface PatientClient {
  place: ReservationsClient['place'];
  reservation: ReservationsClient['reservation'];
  send(
    name: keyof Commands,
    orderId: string,
    body: object,
    context?: CommandContext,
  ): ReturnType<ReservationsClient['capture']>;
}

/** How long a caller waits: longer than any dead worker keeps an order waiting. */
const WAIT_MS = 120_000;

const ROUNDS = 8;

export function createPatientClient(parts: {
  client: Client;
  taskQueue: string;
  records: Records;
}): PatientClient {
  const reservations = createReservationsClient(parts);
  return {
    place: (order) => again(() => reservations.place(order, { waitMs: WAIT_MS })),
    reservation: (orderId) => again(() => reservations.reservation(orderId)),
    send(name, orderId, body, context = {}) {
      // Each command takes its own body, and its caller gives it.
      const command = reservations[name] as ReservationsClient['capture'];
      const named = { ...context, operationId: context.operationId ?? newOperationId() };
      return again(() => command(orderId, body, named, { waitMs: WAIT_MS }));
    },
  };
}

async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await ask();
    } catch (error) {
      const isBusy = error instanceof EngineUnavailableError || error instanceof EngineBusyError;
      if (!isBusy || round === ROUNDS) throw error;
    }
  }
}
