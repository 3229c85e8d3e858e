/** What happened to an order, an item per line or row. */
import type { TimelineItem } from '../client';
import { coloursOf } from './colours';
import { showMoney } from './money';
import { onOneLine } from './printable';
import { listTable } from './tables';
import type { Terminal } from './terminal';
import { instantText } from './time-text';

/** The whole story in a table. */
export function eventsText(items: readonly TimelineItem[], currency: string): string {
  const head = ['At (UTC)', 'What', 'By', 'Details'];
  return listTable(
    head,
    items.map((item) => [instantText(item.at), item.type, item.source, detailsText(item, currency)]),
  );
}

/** One item in a line, for a story that goes on. */
export function eventLine(
  item: TimelineItem,
  {
    currency,
    terminal,
    orderId,
  }: { currency: string; terminal: Pick<Terminal, 'hasColor'>; orderId?: string },
): string {
  const { faint, strong, warning } = coloursOf(terminal);
  const type = item.type.startsWith('attention') ? warning(item.type) : strong(item.type);
  const parts = [
    faint(instantText(item.at)),
    ...(orderId === undefined ? [] : [orderId]),
    type,
    faint(`by ${item.source}`),
    detailsText(item, currency),
  ];
  return onOneLine(parts.filter(Boolean).join('  '));
}

/** `amount NOK 3,000.00, reference CAP1`: what is empty is left out. */
function detailsText({ data }: TimelineItem, currency: string): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => detailText(name, value, currency))
    .join(', ');
}

function detailText(name: string, value: unknown, currency: string): string {
  if (name.endsWith('Minor') && Number.isSafeInteger(value)) {
    return `${name.slice(0, -'Minor'.length)} ${showMoney(value as number, currency)}`;
  }
  return `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
}
