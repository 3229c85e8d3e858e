// POST complete: closes a paid reservation.
import { z } from 'zod';
import { complete as act } from '../acts/complete';
import { answerWithoutData } from '../wire/answer';
import { text } from '../wire/fields';
import { command } from './call';

const schema = z.object({ note: text });

/** Source: Front Payment, "Complete Reservation". */
export const complete = command({
  name: 'complete',
  schema: () => schema,
  notFound: 'reservationNotFound',
  act: (world, reservation, { note }) => act(world, reservation, { note, by: 'api' }),
  success: () => answerWithoutData('reservationCompletedSuccessfully', false),
});
