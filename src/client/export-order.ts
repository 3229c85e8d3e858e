/**
 * Everything that Holdfast knows of one order, for its customer's right to see it: nothing masked, nothing left out. That
 * it was exported is kept, as any showing of a customer is.
 */
import type { ReservationState } from '../../workflows/state';
import { type Reservation, toReservation } from '../../workflows/view';
import { askOrder } from '../orders/ask-order';
import type { Records } from '../records/records';
import type { WebhookDelivery } from '../records/webhook-deliveries';
import { type ClientDependencies, handleOf } from './engine-orders';
import { readOrder } from './read-order';

/** What is exported. Instants are ISO 8601 in UTC, amounts minor units. */
export interface OrderExport {
  orderId: string;
  exportedAt: string;
  reservation: Reservation;
  /** As it was sent: with the customer, the personal number included, and the texts of its lines. */
  order: ReservationState['input'];
  /** As it was kept: with the settings' defaults. */
  admitted: ReservationState['order'];
  /** With the bodies they were asked with, and what the provider has said. */
  operations: ReservationState['operations'];
  resolutions: ReservationState['resolutions'];
  attentions: ReservationState['attentions'];
  ledger: ReservationState['ledger'];
  /** What the provider's books showed last. */
  lastReading: ReservationState['lastReading'];
  timeline: ReservationState['timeline'];
  /** To whom the customer was shown, this export included. */
  shown: { at: string; by: string }[];
  /** What a booking system was told, or is to be told, oldest first. */
  webhooks: WebhookDelivery[];
  /** Null unless the order was forgotten; texts are "(forgotten)" then. */
  forgotten: NonNullable<ReservationState['forgotten']> | null;
}

/** The client's dependencies, with all that the record keeps of an order. */
export interface ExportDependencies extends ClientDependencies {
  records: Pick<Records, 'find' | 'page' | 'keepShowing' | 'showingsOf' | 'webhooks'>;
}

/** @throws OrderNotFoundError, EngineUnavailableError, EngineBusyError, RecordsUnavailableError */
export async function exportOrder(
  dependencies: ExportDependencies,
  orderId: string,
  by: string,
): Promise<OrderExport> {
  const { records } = dependencies;
  const state = await readOrder<ReservationState>(dependencies, orderId, {
    ask: () => askOrder(handleOf(dependencies, orderId), 'state'),
    recorded: (recorded) => recorded,
  });
  const exportedAt = new Date().toISOString();
  await records.keepShowing({ orderId, at: exportedAt, by });
  const showings = await records.showingsOf(orderId);
  const { input, order, operations, resolutions, attentions, ledger, lastReading, timeline } = state;
  return {
    orderId,
    exportedAt,
    reservation: toReservation(state, exportedAt),
    order: input,
    admitted: order,
    ...{ operations, resolutions, attentions, ledger, lastReading, timeline },
    shown: showings.map((showing) => ({ at: showing.at, by: showing.by })),
    webhooks: await records.webhooks.ofOrder(orderId),
    forgotten: state.forgotten ?? null,
  };
}
