/**
 * The six commands on a reservation, each sent once. What is sent carries the operation's mark wherever the provider
 * keeps a text. Source: Front Payment, the page of each command.
 */
import type { ActivityDependencies } from './dependencies';
import type { Ended } from './ended-at';
import { assertInTime } from './in-time';
import type { CaptureInput, ChargeInput, Moved, NoteInput, RefundInput, ResendInput } from './inputs';
import { withMarker } from './marker';
import { createSendOnce } from './send-once';
import { unitOf } from './unit-of';

/** The six, over `callFrontPayment`. Each throws an ApplicationFailure `provider_…` that is never retried. */
export function createCommandActivities(dependencies: ActivityDependencies) {
  const send = createSendOnce(dependencies);

  return {
    async capture(input: CaptureInput): Promise<Moved & Ended> {
      const { reservationUuid, products, amountMinor, note, operationId, notAfter } = input;
      const request = {
        ...unitOf(input),
        lines: products,
        totalMinor: amountMinor,
        additionalText: withMarker(note, operationId),
      };
      return send(input, (client) => {
        assertInTime(notAfter);
        return client.capture(reservationUuid, request);
      });
    },

    async charge(input: ChargeInput): Promise<Moved & Ended> {
      const { reservationUuid, lines, note, operationId } = input;
      const request = { ...unitOf(input), lines, additionalText: withMarker(note, operationId) };
      return send(input, (client) => client.charge(reservationUuid, request));
    },

    async refund(input: RefundInput): Promise<Ended> {
      const { reservationUuid, source, reference, products, amountMinor } = input;
      const request = { ...unitOf(input), source, reference, lines: products, totalMinor: amountMinor };
      return send(input, (client) => client.refund(reservationUuid, request));
    },

    async cancel({ reservationUuid, note, operationId, at }: NoteInput): Promise<Ended> {
      return send({ at, operationId }, (client) =>
        client.cancel(reservationUuid, { note: withMarker(note, operationId) }),
      );
    },

    async complete({ reservationUuid, note, operationId, at }: NoteInput): Promise<Ended> {
      return send({ at, operationId }, (client) =>
        client.complete(reservationUuid, { note: withMarker(note, operationId) }),
      );
    },

    async resend({ reservationUuid, email, phone, operationId, at }: ResendInput): Promise<Ended> {
      const request = { ...(email !== null && { email }), ...(phone && { phone }) };
      return send({ at, operationId }, (client) => client.resend(reservationUuid, request));
    },
  };
}
