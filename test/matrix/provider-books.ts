/** What truly happened to one order at the provider, as the sandbox's books have it. */
import type { Cell } from './cell';

type Control = Cell['place']['sandbox']['control'];

export interface ProviderBooks {
  reservations: ReturnType<Control['reservations']>;
  executions: ReturnType<Control['books']>['executions'];
  /** The calls of the cell's own operation that the provider received. */
  received: number;
  /** How often the cell's own operation was carried out. */
  executed: number;
  /** The reference it was given the first time; null where it has none. */
  reference: string | null;
}

/** The books of the cell's order, over all reservations that bear its id. */
export function providerBooks({ place, order, row, armed }: Cell): ProviderBooks {
  const { control } = place.sandbox;
  const reservations = control.reservations({ referenceNo: order.orderId });
  const uuids = new Set(reservations.map(({ reservationUuid }) => reservationUuid));
  const { calls, executions } = control.books();
  const ours = executions.filter(({ reservationUuid }) => uuids.has(reservationUuid));
  const isSame = MARKED.has(row.kind)
    ? ({ note }: { note: string | null }) => note?.endsWith(`[op:${armed.operationId}]`) === true
    : () => true;
  const carriedOut = ours.filter((execution) => execution.kind === row.kind && isSame(execution));
  return {
    reservations,
    executions: ours,
    received: calls.filter(({ call, referenceNo }) => call === row.kind && referenceNo === order.orderId)
      .length,
    executed: carriedOut.length,
    reference: carriedOut[0]?.reference ?? null,
  };
}

/** These carry the operation's mark at the provider; of the others an order here has one only. */
const MARKED: ReadonlySet<string> = new Set(['capture', 'charge', 'cancel', 'complete']);
