/** Reads the provider's books: details of one reservation, and the history of all. Changes nothing; retried. */
import type { ReservationDetails, TakenEntry } from '../src/front-payment';
import type { ProviderMovement } from '../workflows/reading';
import { beating } from './beating';
import type { ActivityDependencies } from './dependencies';
import { type Ended, startStopwatch } from './ended-at';
import type { Details, HistoryEntry, HistoryInput, ReadDetailsInput } from './inputs';
import { markerIn } from './marker';
import { readFailure } from './to-application-failure';
import { unitOf } from './unit-of';

/** Both throw ApplicationFailures `provider_…`; what will not get better by asking again is not retried. */
export function createReadActivities({ callFrontPayment }: ActivityDependencies) {
  return {
    /** Source: Front Payment, "Get Reservation Details By UUID". Everything personal is dropped here. */
    async readDetails({ reservationUuid, at, ...unit }: ReadDetailsInput): Promise<Details & Ended> {
      const endedAt = startStopwatch();
      try {
        const details = await beating(() =>
          callFrontPayment(at, (client) => client.details(reservationUuid, unitOf(unit))),
        );
        return { ...toDetails(details), endedAt: endedAt() };
      } catch (error) {
        throw readFailure(error, endedAt());
      }
    },

    /** Source: Front Payment, "Get Reservation History". Rows without a uuid cannot be a hint at anything. */
    async readHistory({ from, to, at, reservationUuid }: HistoryInput): Promise<HistoryEntry[]> {
      const endedAt = startStopwatch();
      try {
        const rows = await beating(() => callFrontPayment(at, (client) => client.history({ from, to })));
        return rows.flatMap(({ uuid, title, at: happenedAt }) =>
          uuid === null || (reservationUuid && uuid !== reservationUuid)
            ? []
            : [{ uuid, title: title ?? '', at: happenedAt }],
        );
      } catch (error) {
        throw readFailure(error, endedAt());
      }
    },
  };
}

function toDetails(details: ReservationDetails): Details {
  return {
    reservationUuid: details.reservationUuid,
    status: details.status,
    isPaid: details.isPaid,
    reservedAt: details.reservedAt,
    reservedMinor: details.reservedMinor,
    capturedMinor: details.capturedMinor,
    chargedMinor: details.chargedMinor,
    refundedFromCapturedMinor: details.refundedFromCapturedMinor,
    refundedFromChargedMinor: details.refundedFromChargedMinor,
    referenceNumber: details.referenceNumber,
    products: details.products.map(({ id, name, amountMinor, capturedMinor }) => ({
      id,
      name: name ?? '',
      amountMinor,
      capturedMinor,
    })),
    captures: details.captured.map((entry, index) => toMovement('capture', entry, index)),
    charges: details.charged.map((entry, index) => toMovement('charge', entry, index)),
  };
}

/** A movement without a reference gets its place as its name, so that it can be told from the others. */
function toMovement(kind: string, entry: TakenEntry, index: number): ProviderMovement {
  const { reference, amountMinor, refundedMinor, additionalText } = entry;
  return {
    reference: reference ?? `${kind}#${index}`,
    amountMinor,
    refundedMinor,
    marker: markerIn(additionalText),
    hasText: additionalText !== null && additionalText !== '',
  };
}
