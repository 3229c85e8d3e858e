/**
 * Whether a row of the provider's history tells an order something it does not know, as far as its state can say. Pure.
 * Source: Front Payment, "Get Reservation History"; the titles are an open set.
 */
import type { MovementKind } from './movements';

/**
 * `known`: nothing to do. `news`: until the order's state shows it. `once`: no state will ever show whether it was
 * looked at. `moved`: what the order knows of its money decides.
 */
export type Verdict = 'known' | 'news' | 'once' | { moved: MovementKind };

/** What a row is judged against. */
export interface Standing {
  /** The order's, as its search attribute says; it may lag, and is empty until it was first published. */
  state: string;
  /** Whether its workflow runs. An order that has ended read the books last of all. */
  isOpen: boolean;
}

type Rule = (order: Standing) => Verdict;

const ENDED = ['completed', 'cancelled', 'expired', 'failed'];

const never: Rule = () => 'known';

const isUnpaid = ({ state }: Standing): boolean => state === 'submitting' || state === 'awaitingPayment';

const whileUnpaid: Rule = (order) => (order.isOpen && isUnpaid(order) ? 'news' : 'known');

/** A hold under an order that is over for us holds a customer's money; one that was released before is in order. */
const reserved: Rule = (order) => {
  if (order.isOpen) return isUnpaid(order) ? 'news' : 'known';
  return order.state === 'expired' ? 'once' : 'known';
};

/** An order that ended otherwise is read once more: what it shows then is final, or is given to a person. */
const over =
  (agreeing: string[]): Rule =>
  ({ state, isOpen }) => {
    if (agreeing.includes(state)) return 'known';
    return isOpen && !ENDED.includes(state) ? 'news' : 'once';
  };

/** Nothing is taken from an order that is over, and the reading that closed its books came after everything before. */
const taken =
  (moved: MovementKind): Rule =>
  ({ isOpen }) =>
    isOpen ? { moved } : 'known';

const refunded: Rule = () => ({ moved: 'refund' });

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['payment-link-sent-to-customer', never],
  ['payment-link-opened', never],
  ['payment-failed', never],
  ['order-resent', never],
  ['amount-reserved', reserved],
  // Every link ends some day, a paid one too.
  ['payment-link-expired', whileUnpaid],
  ['order-expired', over(['expired', 'cancelled', 'completed'])],
  ['reservation-completed', over(['completed'])],
  ['reservation-cancelled', over(['cancelled', 'expired'])],
  ['order-cancelled', over(['cancelled', 'expired'])],
  ['amount-captured-from-reservation', taken('capture')],
  ['amount-charged-from-card', taken('charge')],
  ['refund-sent-from-captured', refunded],
  ['refund-sent-from-charged', refunded],
  ['refund-rejected', () => 'once'],
]);

/** A title of next year is a reason to look at an open order; at an ended one only if it names an amount. */
function unheardOf({ isOpen }: Standing, amount: string | null): Verdict {
  return isOpen || amount !== null ? 'once' : 'known';
}

/** Judges one row by its title, and by whether it names an amount where the title says nothing. */
export function verdictOn(row: { title: string; amount: string | null }, order: Standing): Verdict {
  const rule = RULES.get(row.title);
  return rule ? rule(order) : unheardOf(order, row.amount);
}
