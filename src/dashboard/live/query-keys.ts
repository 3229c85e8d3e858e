/** The names under which answers are kept, so that what has changed can be asked for anew. */

/** Everything that shows several orders. */
export const LISTS = ['list'] as const;

/** The counts. */
export const SUMMARY = ['summary'] as const;

/** Who is signed in. */
export const SESSION = ['session'] as const;

/** The sandbox's clock and faults. */
export const SANDBOX = ['sandbox'] as const;

/** Everything about one order. */
export function orderKey(orderId: string): readonly ['order', string] {
  return ['order', orderId];
}

/** One order as every answer shows it. */
export function reservationKey(orderId: string): readonly ['order', string, 'reservation'] {
  return ['order', orderId, 'reservation'];
}
