// What a person at the merchant does in the provider's own dashboard: the same acts, but no API call.
// A deadline or a runway binds here as it binds the API.
import { type Outcome, refused } from '../acts/act';
import { cancel } from '../acts/cancel';
import { capture } from '../acts/capture';
import { complete } from '../acts/complete';
import { refund, takingOf } from '../acts/refund';
import { sumMinor } from '../amounts';
import { lineRunwayMinor, refundsOf, shareMinor } from '../facts';
import type { LineShare, Reservation } from '../reservation';
import type { World } from '../world';
import type { ReservationView } from './views';

/** A capture by hand; without an amount, all that is left. The amount is laid on the lines from the first on. */
export interface DashboardCapture {
  amountMinor?: number | undefined;
  note?: string | undefined;
}

/** A refund by hand of a `CAP…` or `CHA…`; without an amount, all that is left of it. */
export interface DashboardRefund {
  reference: string;
  amountMinor?: number | undefined;
}

/** The acts of the provider's dashboard. */
export interface Dashboard {
  captureInDashboard(uuid: string, request?: DashboardCapture): ReservationView;
  refundInDashboard(uuid: string, request: DashboardRefund): ReservationView;
  cancelInDashboard(uuid: string, note?: string): ReservationView;
  completeInDashboard(uuid: string, note?: string): ReservationView;
}

type Act = (uuid: string, work: (reservation: Reservation) => Outcome) => ReservationView;

const BY = 'dashboard';
const DEFAULT_NOTE = 'by hand in the dashboard';

/** Makes those acts. */
export function createDashboard(world: World, act: Act): Dashboard {
  return {
    captureInDashboard: (uuid, { amountMinor, note = DEFAULT_NOTE } = {}) =>
      act(uuid, (reservation) => {
        const left = reservation.lines
          .filter((line) => line.chargeUuid === null)
          .map(({ id }) => ({ id, amountMinor: lineRunwayMinor(reservation, id) }));
        const grandTotalMinor = amountMinor ?? sumMinor(left);
        if (grandTotalMinor === 0) return refused('requestedCaptureAmountExceedAvailableCaptureRunway');
        const lines = spread(grandTotalMinor, left);
        return capture(world, reservation, { lines, grandTotalMinor, note, by: BY });
      }),
    refundInDashboard: (uuid, { reference, amountMinor }) =>
      act(uuid, (reservation) => {
        const source = reference.startsWith('CHA') ? 'charged' : 'captured';
        const taking = takingOf(reservation, source, reference);
        const refunds = refundsOf(reservation, reference);
        const left = (taking?.lines ?? []).map(({ id, amountMinor: tookMinor }) => {
          return { id, amountMinor: tookMinor - shareMinor(refunds, id) };
        });
        const grandTotalMinor = amountMinor ?? sumMinor(left);
        const lines = spread(grandTotalMinor, left);
        return refund(world, reservation, { source, reference, lines, grandTotalMinor, by: BY });
      }),
    cancelInDashboard: (uuid, note = DEFAULT_NOTE) =>
      act(uuid, (reservation) => cancel(world, reservation, { note, by: BY })),
    completeInDashboard: (uuid, note = DEFAULT_NOTE) =>
      act(uuid, (reservation) => complete(world, reservation, { note, by: BY })),
  };
}

/** Lays an amount on lines; what is too much goes on the last, where the act will refuse it. */
function spread(amountMinor: number, left: readonly LineShare[]): LineShare[] {
  let restMinor = amountMinor;
  const shares = left.map((line, index) => {
    const isLast = index === left.length - 1;
    const shareOfRest = isLast ? restMinor : Math.min(restMinor, line.amountMinor);
    restMinor -= shareOfRest;
    return { id: line.id, amountMinor: shareOfRest };
  });
  return shares.filter((share) => share.amountMinor > 0);
}
