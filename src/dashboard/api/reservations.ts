/** Reading orders, and the commands on them. */
import { unreachable } from './api-problem';
import { type Answered, ask, isObject, read } from './ask';
import type { Customer, Sheet } from './sheet-types';
import type {
  CommandAnswer,
  CommandKind,
  Reservation,
  ReservationPage,
  Summary,
  TimelineItem,
  TimelinePage,
} from './types';

/** What a list can be asked for; what is undefined or empty does not filter. */
export interface ListQuery {
  state?: string | undefined;
  attention?: 'true' | 'false' | undefined;
  captureBefore?: string | undefined;
  q?: string | undefined;
  sort?: 'captureBy' | undefined;
  limit?: string | undefined;
  cursor?: string | undefined;
}

/** A page of orders. @throws ApiProblem */
export function listReservations(query: ListQuery, signal?: AbortSignal): Promise<ReservationPage> {
  return read(listPath(query), signal);
}

/** What such a list is read from. */
export function listPath(query: ListQuery): string {
  const q = searchable(query.q ?? '');
  const given = Object.entries({ ...query, q }).filter(([, value]) => value !== undefined && value !== '');
  return `/v1/reservations?${new URLSearchParams(given as [string, string][])}`;
}

/** One order. @throws ApiProblem */
export function readReservation(orderId: string, signal?: AbortSignal): Promise<Reservation> {
  return read(pathOf(orderId), signal);
}

/** Lines, movements, timer and the masked customer of an order. @throws ApiProblem */
export function readSheet(orderId: string, signal?: AbortSignal): Promise<Sheet> {
  return read(`${pathOf(orderId)}/sheet`, signal);
}

/** The order's whole story, oldest first. An order keeps a thousand items at most. @throws ApiProblem */
export async function readStory(orderId: string, signal?: AbortSignal): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page: TimelinePage = await read(`${pathOf(orderId)}/events${query}`, signal);
    items.push(...page.items);
    cursor = page.items.length === 0 ? null : page.nextCursor;
  }
  return items;
}

/** The customer, unmasked; that it was shown, when and to whom is recorded. @throws ApiProblem */
export async function showCustomer(orderId: string): Promise<Customer> {
  const { body } = await ask<{ customer: Customer }>(`${pathOf(orderId)}/customer`, {
    method: 'POST',
    body: {},
  });
  return body.customer;
}

/**
 * One command. The same key again is the same operation. 202: its outcome is not known yet.
 *
 * @throws ApiProblem, also where what came is no answer to a command: then nobody knows what became of it
 */
export async function sendCommand(
  { orderId, kind }: { orderId: string; kind: CommandKind | 'resolve' },
  { body, key }: { body: unknown; key: string },
): Promise<Answered<CommandAnswer>> {
  const path = `${pathOf(orderId)}/${kind}`;
  const { status, body: answer } = await ask<CommandAnswer>(path, { method: 'POST', body, key });
  return { status, body: commandAnswer(answer) };
}

/** One operation of an order, to see whether its outcome is known by now. @throws ApiProblem */
export async function readOperation(
  orderId: string,
  operationId: string,
  signal?: AbortSignal,
): Promise<CommandAnswer> {
  return commandAnswer(
    await read(`${pathOf(orderId)}/operations/${encodeURIComponent(operationId)}`, signal),
  );
}

function commandAnswer(answer: CommandAnswer | undefined): CommandAnswer {
  if (isObject(answer?.operation) && isObject(answer.reservation)) return answer;
  throw unreachable();
}

/** Counts of what is due and of what waits for a person. @throws ApiProblem */
export function readSummary(signal?: AbortSignal): Promise<Summary> {
  return read('/v1/summary', signal);
}

/** What can be the beginning of an id; anything else the server would refuse, while somebody is still typing. */
function searchable(q: string): string {
  return q.replace(/[^A-Za-z0-9._:-]/g, '').slice(0, 64);
}

function pathOf(orderId: string): string {
  return `/v1/reservations/${encodeURIComponent(orderId)}`;
}
