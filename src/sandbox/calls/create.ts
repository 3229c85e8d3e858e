// POST create: makes a reservation with a payment session.
import { about, answerWithData, invalidPayload } from '../wire/answer';
import { readBody } from '../wire/fields';
import type { Call } from './call';
import { sessionSchema } from './order-schema';
import { placeOrder, startingOffsetMs } from './place-order';

/** Source: Front Payment, "Create Session for Reservation". */
export const create: Call = (world, { body, callerNowMs }) => {
  const clockOffsetMs = startingOffsetMs(world, callerNowMs);
  const schema = sessionSchema({ taxRates: world.settings.taxRates, nowMs: Date.now() + clockOffsetMs });
  const read = readBody(schema, body);
  if (!read.ok) return invalidPayload(read.errors);
  const { via } = read.value.submitPayment;
  const placed = placeOrder(world, 'create', { body: read.value, via, clockOffsetMs });
  if ('status' in placed) return placed;
  const data = {
    customerUuid: placed.customerUuid,
    reservationUuid: placed.uuid,
    paymentUrl: `${world.origin}/payments/${placed.paymentToken}`,
  };
  return about(placed.uuid, answerWithData(201, 'Reservation Submitted Successfully', data));
};
