// GET cancel (POST in earlier versions of the page): releases the link or the hold. The note stands in a JSON
// body, on a GET as well.
import { z } from 'zod';
import { cancel as act } from '../acts/cancel';
import { answerWithoutData } from '../wire/answer';
import { text } from '../wire/fields';
import { command } from './call';

const schema = z.object({ note: text });

/** Source: Front Payment, "Cancel Reservation". */
export const cancel = command({
  name: 'cancel',
  schema: () => schema,
  notFound: 'orderNotFound',
  act: (world, reservation, { note }) => act(world, reservation, { note, by: 'api' }),
  success: () => answerWithoutData('cancelledOrderSuccessfully', false),
});
