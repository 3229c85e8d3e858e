// POST capture: takes part or all of the hold.
import { z } from 'zod';
import { capture as act } from '../acts/capture';
import { answerWithData } from '../wire/answer';
import { amount, lines, numeric, optionalText } from '../wire/fields';
import { command } from './call';

const schema = z.object({
  products: lines({ id: numeric, amount }),
  grandTotal: amount,
  additionalText: optionalText,
});

/** Source: Front Payment, "Capture Reservation". */
export const capture = command({
  name: 'capture',
  schema: () => schema,
  notFound: 'reservationNotFound',
  act: (world, reservation, { products, grandTotal, additionalText }) =>
    act(world, reservation, {
      lines: products.map((line) => ({ id: line.id, amountMinor: line.amount })),
      grandTotalMinor: grandTotal,
      note: additionalText,
      by: 'api',
    }),
  success: (uuid) => answerWithData(202, 'reservationCapturedSuccessfully', { uuid }),
});
