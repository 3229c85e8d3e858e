// History rows: hints at what happened, kept as given and read as far as they can be.

import { z } from 'zod';
import { flagOrNull, instantOrNull, listOf, moneyOrNull, textOrNull } from './lenient-fields';

/** One event of the history. An open set: unknown titles and odd values are kept, nothing is refused. */
export interface HistoryRow {
  /** The reservation's, or the capture's or charge's own (`CAP…`, `CHA…`). */
  readonly uuid: string | null;
  readonly title: string | null;
  /** As given, such as `21.01.2024 04:00`. */
  readonly datetime: string | null;
  /** ISO 8601 in UTC, to the minute; null when `datetime` cannot be read. */
  readonly at: string | null;
  /** An e-mail address or telephone number. Personal data. */
  readonly sentTo: string | null;
  /** A person or a system. Personal data. */
  readonly actionBy: string | null;
  readonly note: string | null;
  readonly paymentMethod: string | null;
  readonly isRefundable: boolean | null;
  /** As given, a decimal in the main unit. */
  readonly amount: string | null;
  /** Only when the request named a currency, and null when the amount is unreadable in it. */
  readonly amountMinor: number | null;
}

/**
 * The reading of history. A row that cannot be read is kept with nulls: a hint must not hide the other hints.
 *
 * Source: Front Payment, "Get Reservation History", Response; the zone of `datetime` is not stated.
 */
export function historyRowsSchema({ currency, zone }: { currency: string | undefined; zone: string }) {
  return listOf(
    z
      .object({
        uuid: textOrNull(),
        title: textOrNull(),
        datetime: textOrNull(),
        sentTo: textOrNull(),
        actionBy: textOrNull(),
        note: textOrNull(),
        paymentMethod: textOrNull(),
        isRefundable: flagOrNull(),
        amount: textOrNull(),
      })
      .transform(
        (row): HistoryRow => ({
          ...row,
          at: instantOrNull(zone).parse(row.datetime),
          amountMinor: currency === undefined ? null : moneyOrNull({ currency }).parse(row.amount),
        }),
      ),
  );
}
