// POST charge: takes something beyond the order from the stored card.
import { z } from 'zod';
import { charge as act } from '../acts/charge';
import { answerWithData } from '../wire/answer';
import { amount, lines, optionalText } from '../wire/fields';
import { command } from './call';
import { lineShape } from './order-schema';

/** Source: Front Payment, "Charge Reservation". */
export const charge = command({
  name: 'charge',
  schema: ({ settings }) =>
    z.object({
      products: lines(lineShape(settings.taxRates)),
      grandTotal: amount,
      additionalText: optionalText,
    }),
  notFound: 'reservationNotFound',
  act: (world, reservation, body) =>
    act(world, reservation, {
      lines: body.products.map(({ name, productId, rate, tax, amount: amountMinor }) => {
        return { name, productId, rateMinor: rate, taxPercent: tax, amountMinor };
      }),
      grandTotalMinor: body.grandTotal,
      note: body.additionalText,
      by: 'api',
    }),
  success: (uuid) => answerWithData(202, 'reservationChargedSuccessfully', { uuid }),
});
