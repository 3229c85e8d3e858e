/** An order's sheet: what was ordered, by whom, what moved, and what the timer will do. */
import type { OrderSheet } from './answers';
import { showMoney } from './money';
import { factsTable, listTable } from './tables';
import { instantText } from './time-text';

const TIMER_DOES: Record<NonNullable<OrderSheet['timer']>['does'], string> = {
  capture: 'captures the runway',
  release: 'lets go of the hold',
  cancel: 'withdraws the payment link',
  complete: 'completes the order',
  none: 'does nothing',
};

/** The sheet in tables. */
export function sheetText(
  sheet: OrderSheet,
  { orderId, currency }: { orderId: string; currency: string },
): string {
  const { lines, customer, movements, timer, shown } = sheet;
  const money = (amountMinor: number) => showMoney(amountMinor, currency);
  const parts = [
    listTable(
      ['Line', 'Name', 'Amount', 'Tax'],
      lines.map(({ line, name, amountMinor, taxPercent }) => [
        `${line}`,
        name,
        money(amountMinor),
        `${taxPercent} %`,
      ]),
      [0, 2, 3],
    ),
    customerText(customer),
    ...(customer.isMasked
      ? [`The customer is masked. To see the rest, on purpose and recorded: holdfast customer ${orderId}`]
      : []),
  ];
  if (movements.length > 0) {
    const rows = movements.map(({ reference, kind, amountMinor, refundedMinor, at }) => [
      at === null ? '' : instantText(at),
      kind,
      reference ?? 'not known yet',
      money(amountMinor),
      refundedMinor === 0 ? '' : money(refundedMinor),
    ]);
    parts.push(listTable(['At (UTC)', 'What', 'Reference', 'Amount', 'Refunded'], rows, [3, 4]));
  }
  parts.push(
    timer === null
      ? 'No timer is set.'
      : `The timer ${TIMER_DOES[timer.does] ?? timer.does} at ${instantText(timer.at)} UTC.`,
  );
  for (const { at, by } of shown) {
    parts.push(`The customer's data was shown to ${by} at ${instantText(at)} UTC.`);
  }
  return parts.join('\n');
}

/** The customer's fields, those within fields too. */
export function customerText({ isMasked: _isMasked, ...customer }: Record<string, unknown>): string {
  return factsTable(factsOf(customer).filter(([, value]) => value !== ''));
}

function factsOf(fields: Record<string, unknown>, within = ''): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    const label = within === '' ? name : `${within} ${name}`;
    if (value === null || value === undefined) return [];
    return typeof value === 'object'
      ? factsOf(value as Record<string, unknown>, label)
      : [[label, String(value)]];
  });
}
