// The time frame of a history reading.

import { DateTime } from 'luxon';
import { z } from 'zod';
import { currency, instant } from './fields';

/** Which events to read. Both instants or none; none means the provider's last 24 hours. */
export interface HistoryRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Adds `amountMinor` to the rows. Default: amounts stay as given. */
  readonly currency?: string | undefined;
}

/** The check of a history request. */
export const historyRequestSchema = z
  .strictObject({ from: instant.optional(), to: instant.optional(), currency: currency.optional() })
  .superRefine(({ from, to }, context) => {
    if ((from === undefined) !== (to === undefined)) {
      context.addIssue({ code: 'custom', path: ['from'], message: 'must be given together with to' });
    }
    if (from !== undefined && to !== undefined && DateTime.fromISO(from) > DateTime.fromISO(to)) {
      context.addIssue({ code: 'custom', path: ['to'], message: 'must not be before from' });
    }
  });

/**
 * The path, in Unix seconds: the start rounded down and the end up, so that nothing at the edges is lost.
 *
 * Source: Front Payment, "Get Reservation History", Endpoint.
 */
export function historyPath({ from, to }: z.output<typeof historyRequestSchema>): string {
  if (from === undefined || to === undefined) return 'history';
  const start = Math.floor(DateTime.fromISO(from).toSeconds());
  const end = Math.ceil(DateTime.fromISO(to).toSeconds());
  return `history/${start}/${end}`;
}
