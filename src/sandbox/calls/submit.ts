// POST submit: makes a reservation with a payment link.
import { about, answerWithData, invalidPayload } from '../wire/answer';
import { readBody } from '../wire/fields';
import type { Call } from './call';
import { orderSchema } from './order-schema';
import { placeOrder, startingOffsetMs } from './place-order';

/** Source: Front Payment, "Submit Reservation". */
export const submit: Call = (world, { body, callerNowMs }) => {
  const clockOffsetMs = startingOffsetMs(world, callerNowMs);
  const schema = orderSchema({ taxRates: world.settings.taxRates, nowMs: Date.now() + clockOffsetMs });
  const read = readBody(schema, body);
  if (!read.ok) return invalidPayload(read.errors);
  const placed = placeOrder(world, 'submit', { body: read.value, via: null, clockOffsetMs });
  if ('status' in placed) return placed;
  const data = {
    customerUuid: placed.customerUuid,
    reservationUuid: placed.uuid,
    checkoutUrl: `${world.origin}/reservations/details/${placed.uuid}`,
  };
  return about(placed.uuid, answerWithData(201, 'Reservation Submitted Successfully', data));
};
