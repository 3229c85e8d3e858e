// The ten calls of the reservation API as ten typed functions. Each checks its request, sends it once and reads the
// answer; there is no retry, no redirect and no state but the connections.

import type { z } from 'zod';
import { exponentOf, type MinorUnit } from '../money/currency';
import {
  acceptedSchema,
  type PlacedReservation,
  sessionSchema,
  submittedSchema,
  type TakenAmount,
  takenSchema,
} from './answers/command-answers';
import { type HistoryRow, historyRowsSchema } from './answers/history-rows';
import { detailsOf, type ReservationDetails, reservationDetailsSchema } from './answers/reservation-details';
import type { CallName } from './call-name';
import { createExchange } from './exchange';
import { type FrontPaymentClientOptions, readClientOptions } from './options';
import { type CaptureRequest, captureBody, captureRequestSchema } from './requests/capture-request';
import { type ChargeRequest, chargeBody, chargeRequestSchema } from './requests/charge-request';
import { checkRequest } from './requests/check-request';
import { currency as currencySchema, reservationUuid as uuidSchema } from './requests/fields';
import { type HistoryRequest, historyPath, historyRequestSchema } from './requests/history-request';
import { type NoteRequest, noteRequestSchema } from './requests/note-request';
import {
  type CreateSessionRequest,
  createSessionBody,
  createSessionRequestSchema,
  type SubmitRequest,
  submitBody,
  submitRequestSchema,
} from './requests/order-request';
import { type RefundRequest, refundBody, refundRequestSchema } from './requests/refund-request';
import { type ResendRequest, resendBody, resendRequestSchema } from './requests/resend-request';

/**
 * Front Payment's reservation API. Every function throws a `FrontPaymentError`: `InvalidRequestError` before anything
 * is sent, otherwise one whose `execution` says whether the call may have been executed.
 */
export interface FrontPaymentClient {
  /** Places a reservation and has the payment link sent. Source: "Submit Reservation". */
  submit(request: SubmitRequest): Promise<PlacedReservation>;
  /** Places a reservation for paying at once. Source: "Create Session for Reservation". */
  createSession(request: CreateSessionRequest): Promise<PlacedReservation>;
  /** Reads a reservation; amounts are read in this currency. Source: "Get Reservation Details By UUID". */
  details(reservationUuid: string, unit: MinorUnit | string): Promise<ReservationDetails>;
  /** Takes all or part of the hold. Source: "Capture Reservation". */
  capture(reservationUuid: string, request: CaptureRequest): Promise<TakenAmount>;
  /** Takes from the stored card, beside the hold. Source: "Charge Reservation". */
  charge(reservationUuid: string, request: ChargeRequest): Promise<TakenAmount>;
  /** Releases what has not been paid. A GET with a body, or a POST: see `cancelMethod`. Source: "Cancel Reservation". */
  cancel(reservationUuid: string, request: NoteRequest): Promise<void>;
  /** Finishes a paid reservation. Source: "Complete Reservation". */
  complete(reservationUuid: string, request: NoteRequest): Promise<void>;
  /** Sends the payment link again. Source: "Resend Reservation". */
  resend(reservationUuid: string, request: ResendRequest): Promise<void>;
  /** Gives back; the answer says accepted, not done. Source: "Refund Reservation". */
  refund(reservationUuid: string, request: RefundRequest): Promise<void>;
  /** Reads what happened in a time frame, of the last 24 hours without one. Source: "Get Reservation History". */
  history(request?: HistoryRequest): Promise<HistoryRow[]>;
}

/**
 * Makes a client; no connection is opened yet.
 *
 * @throws ClientOptionsError when an option is wrong, such as a base URL that is neither https nor on loopback
 */
export function createFrontPaymentClient(clientOptions: FrontPaymentClientOptions): FrontPaymentClient {
  const options = readClientOptions(clientOptions);
  const unit = options.chargeValidityUnit;
  const exchange = createExchange(options);
  const schemas = {
    submit: submitRequestSchema(options),
    createSession: createSessionRequestSchema(options),
    charge: chargeRequestSchema(options),
  };

  const madeDetails = new Map<string, ReturnType<typeof reservationDetailsSchema>>();
  const detailsIn = (unit: MinorUnit): ReturnType<typeof reservationDetailsSchema> => {
    const key = `${unit.currency} ${exponentOf(unit)}`;
    const schema = madeDetails.get(key) ?? reservationDetailsSchema({ unit, zone: options.historyZone });
    madeDetails.set(key, schema);
    return schema;
  };

  /** A POST on a reservation, but for cancel's configurable method. */
  const command = async <Request extends z.ZodType, Answer extends z.ZodType>(
    call: CallName,
    uuid: string,
    request: unknown,
    parts: { schema: Request; body: (checked: z.output<Request>) => unknown; answer: Answer },
  ): Promise<z.output<Answer>> => {
    const path = `${call}/${checkRequest(call, uuidSchema, uuid)}`;
    const body = parts.body(checkRequest(call, parts.schema, request));
    const method = call === 'cancel' ? options.cancelMethod : 'POST';
    return exchange({ call, method, path, body }, parts.answer, request);
  };

  return {
    async submit(request) {
      const body = submitBody(checkRequest('submit', schemas.submit, request), unit);
      return exchange({ call: 'submit', method: 'POST', path: 'submit', body }, submittedSchema, request);
    },
    async createSession(request) {
      const body = createSessionBody(checkRequest('createSession', schemas.createSession, request), unit);
      return exchange(
        { call: 'createSession', method: 'POST', path: 'create', body },
        sessionSchema,
        request,
      );
    },
    async details(uuid, given) {
      const path = `details/${checkRequest('details', uuidSchema, uuid)}`;
      const unit = typeof given === 'string' ? { currency: given } : given;
      checkRequest('details', currencySchema, unit.currency);
      return exchange({ call: 'details', method: 'GET', path }, detailsOf(uuid, detailsIn(unit)), null);
    },
    capture: (uuid, request) =>
      command('capture', uuid, request, {
        schema: captureRequestSchema,
        body: captureBody,
        answer: takenSchema,
      }),
    charge: (uuid, request) =>
      command('charge', uuid, request, { schema: schemas.charge, body: chargeBody, answer: takenSchema }),
    cancel: (uuid, request) =>
      command('cancel', uuid, request, {
        schema: noteRequestSchema,
        body: (note) => note,
        answer: acceptedSchema,
      }),
    complete: (uuid, request) =>
      command('complete', uuid, request, {
        schema: noteRequestSchema,
        body: (note) => note,
        answer: acceptedSchema,
      }),
    resend: (uuid, request) =>
      command('resend', uuid, request, {
        schema: resendRequestSchema,
        body: resendBody,
        answer: acceptedSchema,
      }),
    refund: (uuid, request) =>
      command('refund', uuid, request, {
        schema: refundRequestSchema,
        body: refundBody,
        answer: acceptedSchema,
      }),
    async history(request = {}) {
      const checked = checkRequest('history', historyRequestSchema, request);
      const schema = historyRowsSchema({ currency: checked.currency, zone: options.historyZone });
      return exchange({ call: 'history', method: 'GET', path: historyPath(checked) }, schema, null);
    },
  };
}
