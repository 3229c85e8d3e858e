/** A reservation, and an operation, as a person reads them. */
import type { Reservation, ReservationOperation } from '../client';
import { coloursOf } from './colours';
import { showMoney } from './money';
import { factsTable, listTable } from './tables';
import type { Terminal } from './terminal';
import { instantText } from './time-text';

/** The reservation in two tables: what it is, and what was done. */
export function reservationText(reservation: Reservation, terminal: Pick<Terminal, 'hasColor'>): string {
  const { currency, operations } = reservation;
  const { state, warning } = coloursOf(terminal);
  const facts = factsTable([
    ['Order', reservation.orderId],
    ['State', state(reservation.state)],
    ...(reservation.attention
      ? [['Attention', `${warning(reservation.attention.code)}: ${reservation.attention.message}`] as const]
      : []),
    ['Reservation', reservation.reservationUuid ?? 'none yet'],
    ...(reservation.provider ? [['At Front Payment', reservation.provider.status] as const] : []),
    ...(reservation.checkoutUrl ? [['Checkout page', reservation.checkoutUrl] as const] : []),
    ...amountRows(reservation),
    ...deadlineRows(reservation),
    ['Allowed now', reservation.allowedActions.join(', ') || 'nothing'],
  ]);
  if (operations.length === 0) return facts;
  const rows = operations.map((operation) => operationRow(operation, currency));
  const head = ['Asked at (UTC)', 'By', 'Operation', 'Outcome', 'Amount', 'Reference', 'Reason'];
  return `${facts}\n${listTable(head, rows, [4])}`;
}

/** One sentence on how a command ended. */
export function operationText(
  { kind, status, amountMinor, reference }: ReservationOperation,
  currency: string,
): string {
  const amount = amountMinor === null ? '' : ` of ${showMoney(amountMinor, currency)}`;
  const made = reference === null ? '' : `, ${reference}`;
  return `The ${kind}${amount} is ${status}${made}.`;
}

function amountRows({ amounts, currency }: Reservation): [string, string][] {
  const names = {
    order: 'Order total',
    reserved: 'Reserved',
    captured: 'Captured',
    charged: 'Charged',
    refunded: 'Refunded',
    runway: 'Runway',
  };
  return Object.entries(names)
    .map(([name, label]): [string, number] => [label, amounts[`${name}Minor` as keyof typeof amounts]])
    .filter(([label, amountMinor]) => label === 'Order total' || amountMinor > 0)
    .map(([label, amountMinor]) => [label, showMoney(amountMinor, currency)]);
}

function deadlineRows({ deadlines, state }: Reservation): [string, string][] {
  const labels = {
    payBy: 'Pay by',
    captureAt: 'Timer acts at',
    captureBy: 'Capture by',
    chargeBy: 'Charge by',
  };
  const isUnpaid = deadlines.captureBy === null;
  if (!['submitting', 'awaitingPayment', 'reserved', 'captured'].includes(state)) return [];
  return Object.entries(labels).flatMap(([name, label]): [string, string][] => {
    const at = deadlines[name as keyof typeof deadlines];
    return at === null || (name === 'payBy' && !isUnpaid) ? [] : [[label, at]];
  });
}

function operationRow(operation: ReservationOperation, currency: string): string[] {
  const { kind, status, amountMinor, reference, requestedBy, requestedAt, reason } = operation;
  const amount = amountMinor === null ? '' : showMoney(amountMinor, currency);
  return [instantText(requestedAt), requestedBy, kind, status, amount, reference ?? '', reason ?? ''];
}
