/** Holds what became of an order against what was expected: by our own word, and by the books of the sandbox. */
import type { Reservation } from '../../client';
import type { BooksView } from '../../sandbox';
import type { Expected } from './scenarios';

type ExecutedKind = keyof Expected['executed'];

/** How often the provider truly did what, at our call. */
export function executedIn({ executions }: BooksView): Expected['executed'] {
  const times = (kind: ExecutedKind) =>
    executions.filter((entry) => entry.kind === kind && entry.by === 'api').length;
  return {
    capture: times('capture'),
    charge: times('charge'),
    refund: times('refund'),
    cancel: times('cancel'),
    complete: times('complete'),
  };
}

/** Each difference as words; none when all is as expected. */
export function differences(expected: Expected, reservation: Reservation, books: BooksView): string[] {
  const { amounts, state, attention } = reservation;
  const booked = (kind: ExecutedKind) =>
    books.executions
      .filter((entry) => entry.kind === kind)
      .reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0);
  const found: [string, unknown, unknown][] = [
    ['the state', expected.state, state],
    ['the attention', null, attention?.code ?? null],
    ['captured', expected.capturedMinor, amounts.capturedMinor],
    ['charged', expected.chargedMinor, amounts.chargedMinor],
    ['refunded', expected.refundedMinor, amounts.refundedMinor],
    ['captured in the books', expected.capturedMinor, booked('capture')],
    ['charged in the books', expected.chargedMinor, booked('charge')],
    ['refunded in the books', expected.refundedMinor, booked('refund')],
  ];
  const executed = executedIn(books);
  for (const kind of Object.keys(expected.executed) as ExecutedKind[]) {
    found.push([`${kind} in the books, times`, expected.executed[kind], executed[kind]]);
  }
  return found
    .filter(([, wanted, got]) => wanted !== got)
    .map(([what, wanted, got]) => `${what}: expected ${wanted}, found ${got}`);
}
