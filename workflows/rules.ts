/**
 * The rules an order began with go with it to its end: they came with its admission, and so stand in its history. What is
 * decided otherwise than before asks here, so that histories of earlier rules replay, without a marker in every new one.
 * A rule's old side goes when no order that began under it is open.
 */
import type { ReservationState } from './state';

/**
 * What orders begin with now. 2: the books are compared after every operation, and right before what leaves no mark; a
 * stray is over when the books say so; what planning and sweep look up is published.
 */
export const PRESENT_RULES = 2;

/** Whether the books are compared after each operation, and not only when an order has ended; and freshly before one. */
export function comparesAlways({ settings }: Pick<ReservationState, 'settings'>): boolean {
  return (settings.rules ?? 1) >= 2;
}

/** Whether a stray that was cancelled is read until the books agree. */
export function readsStraysToTheEnd({ settings }: Pick<ReservationState, 'settings'>): boolean {
  return (settings.rules ?? 1) >= 2;
}

/** Whether the timer and the references are published, for planning and the sweep. */
export function publishesDue({ settings }: Pick<ReservationState, 'settings'>): boolean {
  return (settings.rules ?? 1) >= 2;
}
