/**
 * Whether a row of the provider's history tells an order something it does not know. Pure.
 * Source: Front Payment, "Get Reservation History"; the titles are an open set, and an unknown one is news.
 */

type Rule = (state: string) => boolean;

const never: Rule = () => false;
const unpaid: Rule = (state) => state === 'submitting' || state === 'awaitingPayment';
const notIn =
  (ended: string): Rule =>
  (state) =>
    state !== ended;

const RULES: Record<string, Rule> = {
  'payment-link-sent-to-customer': never,
  'payment-link-opened': never,
  'payment-failed': never,
  'order-resent': never,
  'amount-reserved': unpaid,
  'order-expired': unpaid,
  'payment-link-expired': unpaid,
  'reservation-completed': notIn('completed'),
  'reservation-cancelled': notIn('cancelled'),
  'order-cancelled': notIn('cancelled'),
};

/** `state` is the order's, as its search attribute says; it may lag. */
export function tellsNews(title: string, state: string): boolean {
  return (RULES[title] ?? (() => true))(state);
}
