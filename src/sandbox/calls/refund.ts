// POST refund: gives money back from one capture or charge.
import { z } from 'zod';
import { refund as act } from '../acts/refund';
import { answerWithoutData } from '../wire/answer';
import { amount, lines, numeric, oneOf, text } from '../wire/fields';
import { command } from './call';

const schema = z.object({
  type: oneOf(['reservation']),
  grandTotal: amount,
  products: lines({ id: numeric, amount }),
  source: oneOf(['captured', 'charged']),
  reference: text,
});

/** Source: Front Payment, "Refund Reservation". */
export const refund = command({
  name: 'refund',
  schema: () => schema,
  notFound: 'orderNotFound',
  act: (world, reservation, { products, grandTotal, source, reference }) =>
    act(world, reservation, {
      lines: products.map((line) => ({ id: line.id, amountMinor: line.amount })),
      grandTotalMinor: grandTotal,
      source,
      reference,
      by: 'api',
    }),
  success: () => answerWithoutData('orderRefundedSuccessfully', true),
});
