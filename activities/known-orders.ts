/**
 * Asks the engine which orders are ours, by what the provider's history calls them. No provider call; whatever the
 * engine's lists say may lag behind the workflows by a moment.
 */
import { heartbeat } from '@temporalio/activity';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import {
  referencesAttribute,
  reservationUuidAttribute,
  stateAttribute,
  WORKFLOW_TYPE,
} from '../workflows/messages';
import type { Standing } from './tells-news';

/** So many names go into one query to the engine. */
const CHUNK = 500;

/** An order as the engine lists it. */
export interface KnownOrder extends Standing {
  workflowId: string;
  reservationUuid: string;
}

type Found = KnownOrder & { references: string[]; isRunning: boolean };

/** The orders of these reservations; one that is in none of our orders is missing. */
export function ordersByReservation(
  client: Client,
  uuids: Iterable<string>,
): Promise<Map<string, KnownOrder>> {
  return ordersBy(client, new Set(uuids), 'HoldfastReservationUuid', (order) => [order.reservationUuid]);
}

/** The orders that have these captures and charges in their ledger. */
export function ordersByReference(
  client: Client,
  references: Iterable<string>,
): Promise<Map<string, KnownOrder>> {
  return ordersBy(client, new Set(references), 'HoldfastReferences', (order) => order.references);
}

async function ordersBy(
  client: Client,
  names: Set<string>,
  attribute: string,
  namesOf: (order: Found) => string[],
): Promise<Map<string, KnownOrder>> {
  const known = new Map<string, KnownOrder>();
  for (const chunk of chunksOf([...names].filter((name) => /^[A-Za-z0-9-]+$/.test(name)))) {
    heartbeat();
    const list = chunk.map((name) => `'${name}'`).join(', ');
    const query = `WorkflowType = '${WORKFLOW_TYPE}' AND ${attribute} IN (${list})`;
    for await (const run of client.workflow.list({ query })) {
      const { references, isRunning, ...order } = toFound(run);
      // An order may have several runs: the open one counts, else the last. The engine lists the newest first.
      for (const name of namesOf({ ...order, references, isRunning })) {
        if (names.has(name) && (isRunning || !known.has(name))) known.set(name, order);
      }
    }
  }
  return known;
}

function toFound({ workflowId, status, typedSearchAttributes }: WorkflowExecutionInfo): Found {
  return {
    workflowId,
    reservationUuid: typedSearchAttributes.get(reservationUuidAttribute) ?? '',
    state: typedSearchAttributes.get(stateAttribute) ?? '',
    references: typedSearchAttributes.get(referencesAttribute) ?? [],
    isRunning: status.name === 'RUNNING',
    // A run that continued as new has a successor, listed or not.
    isOpen: status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW',
  };
}

function* chunksOf(names: string[]): Generator<string[]> {
  for (let start = 0; start < names.length; start += CHUNK) yield names.slice(start, start + CHUNK);
}
