/** Webhooks on their way, in a table or a line each. */
import type { Delivery } from './answers';
import { type Colours, coloursOf } from './colours';
import { listTable } from './tables';
import type { Terminal } from './terminal';
import { instantText } from './time-text';

/** One row per delivery. */
export function deliveriesText(items: readonly Delivery[], terminal: Pick<Terminal, 'hasColor'>): string {
  const colours = coloursOf(terminal);
  const head = ['Created (UTC)', 'Order', 'Type', 'State', 'Attempts', 'Last answer', 'Next (UTC)', 'Event'];
  const rows = items.map((delivery) => [
    instantText(delivery.createdAt),
    delivery.orderId,
    delivery.type,
    stateText(delivery, colours),
    `${delivery.attempts}`,
    answerText(delivery),
    delivery.nextAttemptAt === null ? '' : instantText(delivery.nextAttemptAt),
    delivery.eventId,
  ]);
  return listTable(head, rows, [4]);
}

/** One delivery in a line, as it stands now. */
export function deliveryLine(delivery: Delivery, terminal: Pick<Terminal, 'hasColor'>): string {
  const colours = coloursOf(terminal);
  const { createdAt, orderId, type, attempts, nextAttemptAt } = delivery;
  const parts = [
    colours.faint(instantText(createdAt)),
    orderId,
    `webhook ${colours.strong(type)}`,
    stateText(delivery, colours),
    attempts === 0 ? '' : `attempt ${attempts}`,
    answerText(delivery),
    nextAttemptAt === null ? '' : colours.faint(`next at ${instantText(nextAttemptAt)}`),
  ];
  return parts.filter(Boolean).join('  ');
}

function stateText({ state }: Delivery, { good, warning, bad }: Colours): string {
  const coloured = { delivered: good, pending: warning, parked: bad }[state] ?? String;
  return coloured(state);
}

function answerText({ lastStatus, lastError }: Delivery): string {
  return [lastStatus === null ? '' : `${lastStatus}`, lastError ?? ''].filter(Boolean).join(' ');
}
