/** Places a reservation for a payment link, or one whose card is chosen beforehand. */
import type { PlacedReservation } from '../src/front-payment';
import type { Order } from '../workflows/order';
import type { ActivityDependencies } from './dependencies';
import type { Ended } from './ended-at';
import type { SubmitInput, Submitted } from './inputs';
import { createSendOnce } from './send-once';
import { unitOf } from './unit-of';

/** `submit` and `createSession`: each sends once. Source: Front Payment, "Submit" and "Create Session for Reservation". */
export function createSubmitActivities(dependencies: ActivityDependencies) {
  const { callbackTokens, publicUrl } = dependencies;

  /** The order as the provider wants it. Charges are made partially refundable, so that `refund` can take an amount. */
  function request({ order, attempt, at }: SubmitInput) {
    const { orderId, customer, lines, notify, linkExpiresAt, policy } = order;
    return {
      ...unitOf(order),
      customer,
      lines,
      notify,
      linkExpiresAt,
      orderDate: at,
      referenceNo: orderId,
      chargeValidityMs: policy.chargeValidityMs,
      settings: { secureDetails: false, isChargePartiallyRefundable: true },
      callbackUrl: callbackTokens.urlFor({ publicUrl, orderId, attempt }),
    };
  }

  const send = createSendOnce(dependencies);

  return {
    async submit(input: SubmitInput): Promise<Submitted & Ended> {
      return placed(await send(input, (client) => client.submit(request(input))));
    },

    async createSession(input: SubmitInput): Promise<Submitted & Ended> {
      const session = { ...request(input), ...cardOf(input.order) };
      return placed(await send(input, (client) => client.createSession(session)));
    },
  };
}

function placed(answer: PlacedReservation & Ended): Submitted & Ended {
  const { reservationUuid, checkoutUrl, endedAt } = answer;
  return { reservationUuid, checkoutUrl, ...(endedAt !== undefined && { endedAt }) };
}

function cardOf({ payment }: Order): Exclude<Order['payment'], { via: 'link' }> {
  if (payment.via === 'link') throw new TypeError('A session needs a card; this order pays by link.');
  return payment;
}
