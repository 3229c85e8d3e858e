/** What each call does to the stub's books, and what it is answered: status and `data`, or the key of a refusal. */
import { detailsOf } from './details-of';
import type { Call } from './facts';
import {
  nowSeconds,
  type Reservations,
  type StubReservation,
  type SubmitBody,
  type Taken,
} from './reservations';

/** A call as it came in: the uuid of its path, and its body. */
export interface ReceivedCall {
  call: Call;
  uuid: string | null;
  body: unknown;
}

/** The answer before it is written, and the reservation it was about. */
export interface StubAnswer {
  status: number;
  message: string;
  data: unknown;
  reservation: StubReservation | null;
}

interface TakeBody {
  grandTotal: string | number;
  additionalText?: string;
  products?: Record<string, { id?: number | string; amount: string | number }>;
}

/** Executes it. `origin` is where checkout pages would be. */
export function answerCall(
  reservations: Reservations,
  { call, uuid, body }: ReceivedCall,
  origin: string,
): StubAnswer {
  if (call === 'submit' || call === 'create') {
    const reservation = reservations.submit(body as SubmitBody);
    const page = `${origin}/checkout/${reservation.uuid}`;
    const ids = { customerUuid: reservations.nextId('CSRT'), reservationUuid: reservation.uuid };
    const data = call === 'submit' ? { ...ids, checkoutUrl: page } : { ...ids, paymentUrl: page };
    return { status: 201, message: 'reservationSubmittedSuccessfully', data, reservation };
  }
  if (call === 'history') return { status: 200, message: 'historyRetrieved', data: [], reservation: null };
  const reservation = reservations.find(uuid ?? '');
  if (reservation === null) {
    return { status: 404, message: 'reservationNotFound', data: null, reservation: null };
  }
  return { ...executed(reservations, reservation, { call, body }), reservation };
}

function executed(
  reservations: Reservations,
  reservation: StubReservation,
  { call, body }: { call: Exclude<Call, 'submit' | 'create' | 'history'>; body: unknown },
): Omit<StubAnswer, 'reservation'> {
  switch (call) {
    case 'details':
      return { status: 200, message: 'reservationDetails', data: detailsOf(reservation) };
    case 'capture': {
      const taken = takenOf(body as TakeBody, reservations.nextId('CAP'));
      reservation.captured.push(taken);
      for (const { id, amount } of Object.values((body as TakeBody).products ?? {})) {
        const line = reservation.lines.find((candidate) => candidate.id === Number(id));
        if (line) line.captured += Number(amount);
      }
      return accepted('reservationCapturedSuccessfully', { uuid: taken.reference });
    }
    case 'charge': {
      const taken = takenOf(body as TakeBody, reservations.nextId('CHA'));
      reservation.charged.push(taken);
      return accepted('reservationChargedSuccessfully', { uuid: taken.reference });
    }
    case 'refund': {
      const { grandTotal, reference, source } = body as TakeBody & { reference: string; source: string };
      reservation.refunded.push({ at: nowSeconds(), amount: Number(grandTotal), reference, source });
      return accepted('orderRefundedSuccessfully', null);
    }
    case 'cancel':
      reservation.ended = 'CANCELLED';
      return accepted('cancelledOrderSuccessfully', null);
    case 'complete':
      reservation.ended = 'COMPLETED';
      return accepted('reservationCompletedSuccessfully', null);
    case 'resend':
      return accepted('resentOrderSuccessfully', null);
  }
}

function accepted(message: string, data: unknown): Omit<StubAnswer, 'reservation'> {
  return { status: 202, message, data };
}

function takenOf({ grandTotal, additionalText }: TakeBody, reference: string): Taken {
  return { at: nowSeconds(), amount: Number(grandTotal), reference, note: additionalText ?? null };
}
