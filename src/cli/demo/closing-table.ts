/** How all orders of the demo ended, side by side with the books of the sandbox. */
import type { Reservation } from '../../client';
import type { BooksView } from '../../sandbox';
import { showMoney } from '../money';
import { listTable } from '../tables';
import { executedIn } from './judge-life';

/** One order at its end. `faults` is empty when it is as expected; `reservation` null when it never came to be. */
export interface LifeEnd {
  name: string;
  reservation: Reservation | null;
  books: BooksView | null;
  faults: readonly string[];
}

/** The table. */
export function closingTable(ends: readonly LifeEnd[]): string {
  const head = [
    'Order',
    'Ended',
    'Captured',
    'Charged',
    'Refunded',
    "In the sandbox's books",
    'Calls',
    'As expected',
  ];
  return listTable(head, ends.map(row), [2, 3, 4, 6]);
}

function row({ name, reservation, books, faults }: LifeEnd): string[] {
  const verdict = faults.length === 0 ? 'yes' : 'NO';
  if (reservation === null || books === null) return [name, 'not placed', '', '', '', '', '', verdict];
  const { amounts, currency, state } = reservation;
  const money = (amountMinor: number) => (amountMinor === 0 ? '' : showMoney(amountMinor, currency));
  return [
    name,
    state,
    money(amounts.capturedMinor),
    money(amounts.chargedMinor),
    money(amounts.refundedMinor),
    bookedWords(books),
    String(books.calls.length),
    verdict,
  ];
}

function bookedWords(books: BooksView): string {
  return Object.entries(executedIn(books))
    .filter(([, times]) => times > 0)
    .map(([kind, times]) => `${times} ${kind}`)
    .join(', ');
}
