/** One cell: an order of its own, brought to its operation, with what the provider will do about it. */
import { AnswerPendingError, CommandRefusedError } from '../../src/client';
import type { SetFault } from '../../src/sandbox';
import type { ReservationOperation } from '../../workflows/view';
import { anOrder } from '../support/orders';
import { type ArmedCell, CRASH_POINTS, type CrashPointName, readingOf } from './crash-points';
import type { Place } from './place';
import type { Row, Scene } from './rows';

export interface Cell extends Scene {
  row: Row;
  point: CrashPointName;
  happened: boolean;
  armed: ArmedCell;
}

/** What a caller was told. */
export interface Answer {
  told: string;
  operation: Pick<ReservationOperation, 'operationId' | 'status' | 'reference' | 'reason'> | null;
}

/** What was done within that time is not shown while a reading lags. */
const LAG_MS = 30 * 60_000;

/** An order for this cell that nothing has been done with. */
export function aCell(place: Place, row: Row, point: CrashPointName, happened: boolean): Cell {
  const isRefused = !happened && (point === 'afterAnswer' || CRASH_POINTS[point].history === 'outcome');
  const lines = [{ name: 'Oddly taxed', amountMinor: 300_000, taxPercent: 7 }];
  const order = anOrder(row.kind === 'submit' && isRefused ? { lines } : {});
  const operationId = row.kind === 'submit' ? 'submit-1' : `asked-${order.orderId.slice(-12)}`;
  const armed = { orderId: order.orderId, operationId, kind: row.kind, happened };
  return { place, order, reference: '', row, point, happened, armed };
}

/** Brings the order to where its operation can be asked for, and has the provider behave as the cell says. */
export async function prepare(cell: Cell): Promise<void> {
  for (const act of cell.row.before) await act(cell);
  const { control } = cell.place.sandbox;
  const aim = { referenceNo: cell.order.orderId };
  for (const fault of faultsOf(cell)) control.setFault({ ...fault, ...aim });
  const reading = readingOf(cell.point);
  if (!cell.happened || reading === null || reading === 1) return;
  if (cell.row.kind === 'submit' || cell.row.kind === 'resend') {
    control.setFault({ historyLagMs: LAG_MS, ...aim });
    return;
  }
  const [reservation] = control.reservations(aim);
  // An hour lies between what was done before and the operation: only the operation is hidden.
  control.advance('PT1H', reservation?.reservationUuid);
  control.setFault({ detailsLagMs: LAG_MS, ...aim });
}

/** Ends what still keeps the provider from answering truly; `lags` alone where its refusals are to go on. */
export function lift(cell: Cell, which: 'lags' | 'all'): void {
  const { control } = cell.place.sandbox;
  for (const { id, fault } of control.faults()) {
    const isOurs = 'referenceNo' in fault && fault.referenceNo === cell.order.orderId;
    if (isOurs && (which === 'all' || isLag(fault))) control.clearFaults(id);
  }
}

type Fault = SetFault['fault'];

function isLag(fault: Fault): boolean {
  return 'detailsLagMs' in fault || 'historyLagMs' in fault;
}

function faultsOf({ row, point, happened }: Cell): Fault[] {
  const when = happened ? 'after' : 'before';
  const silence: Fault = { call: row.kind, kind: 'timeout', when, afterMs: 120_000, times: 1 };
  if (point === 'afterSend') return [silence];
  if (point === 'afterRepeat') return [{ call: row.kind, kind: 'reset', when: 'before', times: 1 }, silence];
  if (readingOf(point) !== null) return [{ call: row.kind, kind: 'reset', when, times: 1 }];
  const isAnswered = point === 'afterAnswer' || CRASH_POINTS[point].history === 'outcome';
  if (!isAnswered || happened || row.refusal === null) return [];
  return [{ call: row.kind, kind: 'refusal', when: 'before', message: row.refusal }];
}

/** Asks for the operation; asked again, it is the same operation. Never rejects: what goes wrong is told as well. */
export function ask(cell: Cell): Promise<Answer> {
  const { place, order, row, armed } = cell;
  const { reservations } = place;
  const { kind } = row;
  return answerOf(async () => {
    if (kind === 'submit') {
      const { reservation } = await reservations.place(order);
      return reservation.operations.find((operation) => operation.kind === 'submit') ?? null;
    }
    const context = { operationId: armed.operationId, requestedBy: 'matrix' };
    const { operation } = await reservations.send(kind, order.orderId, row.body(cell), context);
    return operation;
  });
}

/** A person's word on the operation: that it was not done. */
export function resolveAsRefused({ place, order, armed }: Cell): Promise<Answer> {
  const word = { operationId: armed.operationId, outcome: 'refused', evidence: 'Not to be seen' };
  const by = { requestedBy: 'operator' };
  return answerOf(async () => {
    return (await place.reservations.send('resolve', order.orderId, word, by)).operation;
  });
}

async function answerOf(asking: () => Promise<ReservationOperation | null>): Promise<Answer> {
  try {
    const operation = await asking();
    return { told: operation?.status ?? 'nothing', operation };
  } catch (error) {
    if (error instanceof CommandRefusedError) {
      return { told: error.code, operation: error.detail.operation ?? null };
    }
    if (error instanceof AnswerPendingError) return { told: 'nothing in time', operation: null };
    return { told: String(error), operation: null };
  }
}
