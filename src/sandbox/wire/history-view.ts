// Rows of the provider's history: "dd.mm.yyyy HH:MM" without a zone, so two rows of one minute cannot be told
// apart by time, and the hour that clocks are set back comes twice.
import { DateTime } from 'luxon';
import { toMain } from '../amounts';
import type { HistoryEntry } from '../reservation';

/**
 * One row. Source: Front Payment, "Get Reservation History".
 * @param zone IANA zone the times are written in; the provider states none
 */
export function historyRow(entry: HistoryEntry, zone: string): object {
  return {
    uuid: entry.uuid,
    title: entry.title,
    datetime: DateTime.fromMillis(entry.atMs, { zone }).toFormat('dd.MM.yyyy HH:mm'),
    sentTo: entry.sentTo,
    actionBy: entry.actionBy,
    note: entry.note,
    paymentMethod: entry.paymentMethod,
    isRefundable: entry.isRefundable,
    amount: entry.amountMinor === null ? null : String(toMain(entry.amountMinor)),
  };
}
