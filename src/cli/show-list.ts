/** Many reservations in one table: as a list, and by what is due. */
import type { Reservation } from '../client';
import { type Colours, coloursOf } from './colours';
import { showMoney } from './money';
import { listTable } from './tables';
import type { Terminal } from './terminal';
import { instantText, leftText } from './time-text';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const TIMER_DOES: Record<NonNullable<Reservation['timer']>['does'], string> = {
  capture: 'captures',
  release: 'releases',
  cancel: 'withdraws the link',
  complete: 'completes',
  none: 'does nothing',
};

/** One row per order. */
export function listText(items: readonly Reservation[], terminal: Pick<Terminal, 'hasColor'>): string {
  const colours = coloursOf(terminal);
  const head = ['Order', 'State', 'Attention', 'Total', 'Captured', 'Runway', 'Capture by (UTC)'];
  const rows = items.map(({ orderId, state, attention, amounts, deadlines, currency }) => [
    orderId,
    colours.state(state),
    attention === null ? '' : colours.warning(attention.code),
    showMoney(amounts.orderMinor, currency),
    moneyOrNothing(amounts.capturedMinor, currency),
    moneyOrNothing(amounts.runwayMinor, currency),
    deadlines.captureBy === null ? '' : instantText(deadlines.captureBy),
  ]);
  return listTable(head, rows, [3, 4, 5]);
}

/** One row per hold, with the time that is left at `now` and what its timer will do. */
export function dueText(
  items: readonly Reservation[],
  { terminal, now }: { terminal: Pick<Terminal, 'hasColor'>; now: string },
): string {
  const colours = coloursOf(terminal);
  const head = ['Order', 'State', 'Left', 'Capture by (UTC)', 'Runway', 'Timer', 'Attention'];
  const rows = items.map(({ orderId, state, attention, amounts, deadlines, timer, currency }) => {
    const by = deadlines.captureBy;
    return [
      orderId,
      colours.state(state),
      by === null ? '' : urgent(colours, by, now),
      by === null ? '' : instantText(by),
      showMoney(amounts.runwayMinor, currency),
      timerText(timer),
      attention === null ? '' : colours.warning(attention.code),
    ];
  });
  return listTable(head, rows, [4]);
}

/** `3 holds, NOK 9,000.00 and EUR 20.00 of runway`. */
export function runwayTotal(items: readonly Reservation[]): string {
  const totals = new Map<string, number>();
  for (const { currency, amounts } of items) {
    totals.set(currency, (totals.get(currency) ?? 0) + amounts.runwayMinor);
  }
  const sums = [...totals].map(([currency, amountMinor]) => showMoney(amountMinor, currency));
  return `${items.length} ${items.length === 1 ? 'hold' : 'holds'}, ${sums.join(' and ') || 'nothing'} of runway`;
}

function urgent(colours: Colours, by: string, now: string): string {
  const leftMs = Date.parse(by) - Date.parse(now);
  const text = leftText(by, now);
  if (leftMs < HOUR_MS) return colours.bad(text);
  return leftMs < DAY_MS ? colours.warning(text) : text;
}

/** What the timer will do, and when; nothing where none is running. */
function timerText(timer: Reservation['timer']): string {
  if (!timer) return '';
  return timer.does === 'none' ? TIMER_DOES.none : `${TIMER_DOES[timer.does]} ${instantText(timer.at)}`;
}

function moneyOrNothing(amountMinor: number, currency: string): string {
  return amountMinor === 0 ? '' : showMoney(amountMinor, currency);
}
