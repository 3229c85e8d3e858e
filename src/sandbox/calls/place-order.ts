// What submit and create share: from a valid order to a reservation.
import { place } from '../acts/place';
import type { CallName } from '../call-names';
import { offsetAfter } from '../clock';
import { magicOf } from '../magic';
import type { Order, PaymentMethod, Reservation } from '../reservation';
import { type Answer, invalidPayload } from '../wire/answer';
import { gatewayFailure } from '../wire/refusals';
import type { World } from '../world';
import { type OrderBody, totalsAtFault } from './order-schema';

/** How far ahead of real time a new reservation's clock starts, in ms. */
export function startingOffsetMs(world: World, callerNowMs: number | null): number {
  return offsetAfter(world.clock.offsetMs, callerNowMs, world.settings.clockSkewMs);
}

/** Places a read order, or answers why not. `via` is null for a payment link. */
export function placeOrder(
  world: World,
  call: CallName,
  request: { body: OrderBody; via: PaymentMethod | null; clockOffsetMs: number },
): Reservation | Answer {
  const { body, via, clockOffsetMs } = request;
  const errors = totalsAtFault(body);
  if (errors.length > 0) return invalidPayload(errors);
  const magic = magicOf(body.customerDetails, world.settings.autopayMs);
  if (magic.isGatewayDown) return gatewayFailure(call);
  const lines = body.products.map(({ name, productId, rate, tax, amount }) => {
    return { name, productId, rateMinor: rate, taxPercent: tax, amountMinor: amount };
  });
  const { grandTotal: grandTotalMinor } = body.orderSummary;
  return place(world, { order: orderOf(body), lines, grandTotalMinor, via, clockOffsetMs, magic });
}

function orderOf(body: OrderBody): Order {
  const { type, countryCode, msisdn, email, name, preferredLanguage } = body.customerDetails;
  const { personalNumber, organizationId, address } = body.customerDetails;
  return {
    customer: {
      type,
      countryCode,
      msisdn,
      email,
      name,
      preferredLanguage,
      personalNumber,
      organizationId,
      address,
    },
    orderDate: body.orderDate,
    dueDateForPaymentLink: body.dueDateForPaymentLink,
    referenceNo: body.referenceNo,
    customerReference: body.customerReference,
    sendOrderBy: body.sendOrderBy,
    chargeValidity: body.chargeValidity,
    customerNotes: body.customerNotes,
    termsAndCondition: body.tnc,
    isChargePartiallyRefundable: body.settings.isChargePartiallyRefundable,
    callback: body.callback,
  };
}
