/**
 * Captures and charges that are in no ledger of ours. Their rows name no reservation, so orders that could bear them
 * are asked to read their books: a few in each sweep, however many are open, each order once, until the ledger that
 * the capture belongs in has it, or nobody is left.
 *
 * What this cannot see: a capture of an order that has ended, or that another system made on the same account; it is
 * given up and logged. Amounts are taken to have two decimals, as Nordic currencies do: in another currency every open
 * order is asked in turn, the likely ones not first.
 */
import { heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { reservationUuidAttribute, WORKFLOW_TYPE } from '../workflows/messages';
import type { HistoryRow } from './history-rows';
import type { OpenReference } from './inputs';
import type { KnownOrder } from './known-orders';
import { amountOf } from './movements';
import { hint } from './tell-order';
import type { ToldRows } from './told-rows';

/** Orders asked in one sweep, for all references together: each costs a reading of details. */
export const MAX_ASKED = 5;

/** More wait in history until there is room. */
const MAX_REFERENCES = 50;

/** What the search stands on. */
export interface SearchRoom {
  client: Client;
  taskQueue: string;
  told: ToldRows;
}

/** Where the search stands after a sweep; `asked` counts the orders that were told to look. */
export interface Searched {
  open: OpenReference[];
  /** No open order bears these. */
  givenUp: OpenReference[];
  /** For so many there was no room. */
  turnedAway: number;
  asked: number;
}

/** Takes up what history shows and nobody knows, and asks for what has waited for a sweep. */
export async function searchReferences(
  room: SearchRoom,
  before: readonly OpenReference[],
  { shown, known }: { shown: Map<string, HistoryRow[]>; known: Map<string, KnownOrder> },
): Promise<Searched> {
  const open = before.filter(({ reference }) => !known.has(reference));
  const searched: Searched = { open: [], givenUp: [], turnedAway: 0, asked: 0 };
  const hadTheirTurn: OpenReference[] = [];
  for (const reference of open) {
    const { asked, next } = await search(room, reference, MAX_ASKED - searched.asked);
    searched.asked += asked;
    if (next !== null) (asked > 0 ? hadTheirTurn : searched.open).push(next);
    else {
      room.told.settle(reference.row);
      searched.givenUp.push(reference);
    }
  }
  searched.open.push(...hadTheirTurn);
  const fresh = unheardOf(room, open, shown, known);
  const left = MAX_REFERENCES - searched.open.length;
  searched.open.push(...fresh.slice(0, left));
  searched.turnedAway = Math.max(0, fresh.length - left);
  return searched;
}

/** Our own lists may lag, and an operation of ours may be under way: what is new waits for one sweep. */
function unheardOf(
  { told }: SearchRoom,
  open: readonly OpenReference[],
  shown: Map<string, HistoryRow[]>,
  known: Map<string, KnownOrder>,
): OpenReference[] {
  const taken = new Set(open.map(({ reference }) => reference));
  return [...shown].flatMap(([reference, [row]]) => {
    if (!row || known.has(reference) || taken.has(reference) || !told.isDue(row.key, 'once')) return [];
    const { title, amount, key } = row;
    return [{ reference, title, amount, row: key, search: 'waits' as const, after: null }];
  });
}

/** Asks at most `limit` orders. */
async function search(
  room: Pick<SearchRoom, 'client' | 'taskQueue'>,
  reference: OpenReference,
  limit: number,
): Promise<{ next: OpenReference | null; asked: number }> {
  if (reference.search === 'asked') return { next: null, asked: 0 };
  if (limit <= 0) return { next: reference, asked: 0 };
  const { client, taskQueue } = room;
  const at: OpenReference = reference.search === 'waits' ? { ...reference, search: 'exact' } : reference;
  const { orders, after } = await candidatesFor(client, {
    query: queryFor(at, taskQueue),
    from: at.after,
    limit,
  });
  for (const { workflowId, reservationUuid } of orders) {
    await hint(client, workflowId, { reservationUuid, titles: [reference.title] });
  }
  const asked = orders.length;
  if (after !== null) return { next: { ...at, after }, asked };
  // The last ones have until the next sweep to say that it is theirs.
  if (at.search === 'other' || !isSized(at)) return { next: { ...at, search: 'asked' }, asked };
  const rest = await search(room, { ...at, search: 'other', after: null }, limit - asked);
  return { next: rest.next, asked: asked + rest.asked };
}

interface Candidates {
  orders: { workflowId: string; reservationUuid: string }[];
  /** Where the next batch begins; null when there is none. */
  after: OpenReference['after'];
}

/** The newest first, as the engine lists them. Several may have been started in one millisecond, so these are named. */
async function candidatesFor(
  client: Client,
  { query, from, limit }: { query: string; from: OpenReference['after']; limit: number },
): Promise<Candidates> {
  heartbeat();
  const orders: Candidates['orders'] = [];
  let after = from;
  for await (const run of client.workflow.list({ query, pageSize: limit + 1 + (from?.asked.length ?? 0) })) {
    const startedAt = run.startTime.toISOString();
    if (startedAt === after?.startedAt && after.asked.includes(run.workflowId)) continue;
    if (orders.length === limit) return { orders, after };
    after = { startedAt, asked: [...(startedAt === after?.startedAt ? after.asked : []), run.workflowId] };
    const reservationUuid = run.typedSearchAttributes.get(reservationUuidAttribute);
    if (reservationUuid !== undefined) orders.push({ workflowId: run.workflowId, reservationUuid });
  }
  return { orders, after: null };
}

/** A charge may exceed the hold and be taken from any order with a card; a capture only from one that is large enough. */
function queryFor(reference: OpenReference, taskQueue: string): string {
  const terms = [
    `WorkflowType = '${WORKFLOW_TYPE}'`,
    `TaskQueue = '${taskQueue.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    "ExecutionStatus = 'Running'",
    "HoldfastState IN ('reserved', 'captured')",
  ];
  const amountMinor = amountOf(reference.amount, ANY_CURRENCY);
  if (isSized(reference)) {
    terms.push(`HoldfastAmountMinor ${reference.search === 'exact' ? '=' : '>'} ${amountMinor}`);
  }
  // The store keeps more digits than our instants have.
  if (reference.after !== null)
    terms.push(`StartTime <= '${reference.after.startedAt.replace('Z', '999999Z')}'`);
  return terms.join(' AND ');
}

/** With two decimals. */
const ANY_CURRENCY = 'NOK';

/** Whether the amount says which orders could bear it. */
function isSized({ reference, amount }: OpenReference): boolean {
  return reference.startsWith('CAP') && amountOf(amount, ANY_CURRENCY) !== null;
}
