// GET details: the reservation as it is, or, under a lag fault, as it was.
import { nowOf } from '../clock';
import { about, answerWithData } from '../wire/answer';
import { detailsView } from '../wire/details-view';
import { refuse } from '../wire/refusals';
import { type Call, lookUp } from './call';

/** Source: Front Payment, "Get Reservation Details By UUID". */
export const details: Call = (world, { params, callerNowMs }) => {
  const reservation = lookUp(world, params['uuid'], callerNowMs);
  if (reservation === undefined) return refuse('details', 'reservationNotFound');
  const aim = { reservationUuid: reservation.uuid, referenceNo: reservation.order.referenceNo };
  const asOfMs = nowOf(reservation) - world.faults.lagMs('detailsLagMs', aim);
  const data = detailsView(reservation, world.settings, asOfMs);
  return about(reservation.uuid, answerWithData(200, 'reservationRetrievedSuccessfully', data));
};
