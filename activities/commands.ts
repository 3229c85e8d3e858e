/**
 * The six commands on a reservation, each sent once. What is sent carries the operation's mark wherever the provider
 * keeps a text. Source: Front Payment, the page of each command.
 */
import type { FrontPaymentClient } from '../src/front-payment';
import type { ActivityDependencies } from './dependencies';
import type { CaptureInput, ChargeInput, Moved, NoteInput, RefundInput, ResendInput } from './inputs';
import { withMarker } from './marker';
import { sendFailure } from './to-application-failure';

export function createCommandActivities({ callFrontPayment }: ActivityDependencies) {
  async function send<T>(at: string, call: (client: FrontPaymentClient) => Promise<T>): Promise<T> {
    try {
      return await callFrontPayment(at, call);
    } catch (error) {
      throw sendFailure(error);
    }
  }

  return {
    async capture(input: CaptureInput): Promise<Moved> {
      const { reservationUuid, currency, products, amountMinor, note, operationId } = input;
      const request = {
        currency,
        lines: products,
        totalMinor: amountMinor,
        additionalText: withMarker(note, operationId),
      };
      return send(input.at, (client) => client.capture(reservationUuid, request));
    },

    async charge(input: ChargeInput): Promise<Moved> {
      const { reservationUuid, currency, lines, note, operationId } = input;
      const request = { currency, lines, additionalText: withMarker(note, operationId) };
      return send(input.at, (client) => client.charge(reservationUuid, request));
    },

    async refund(input: RefundInput): Promise<void> {
      const { reservationUuid, currency, source, reference, products, amountMinor } = input;
      const request = { currency, source, reference, lines: products, totalMinor: amountMinor };
      return send(input.at, (client) => client.refund(reservationUuid, request));
    },

    async cancel({ reservationUuid, note, operationId, at }: NoteInput): Promise<void> {
      return send(at, (client) => client.cancel(reservationUuid, { note: withMarker(note, operationId) }));
    },

    async complete({ reservationUuid, note, operationId, at }: NoteInput): Promise<void> {
      return send(at, (client) => client.complete(reservationUuid, { note: withMarker(note, operationId) }));
    },

    async resend({ reservationUuid, email, phone, at }: ResendInput): Promise<void> {
      const request = { ...(email !== null && { email }), ...(phone && { phone }) };
      return send(at, (client) => client.resend(reservationUuid, request));
    },
  };
}
