/**
 * The rules an order began with go with it to its end: they came with its admission, and so stand in its history. What is
 * decided otherwise than before asks here, so that histories of earlier rules replay, without a marker in every new one.
 * A rule's old side goes when no order that began under it is open.
 */
import type { ReservationState } from './state';

/**
 * What orders begin with now. 2: the books are compared after every operation, and right before what leaves no mark; a
 * stray is over when the books say so; what planning and sweep look up is published. 3: what a lost submit may have become
 * is looked up in one activity, and read side by side; everything that is new on the timeline is published. 4: what
 * moves no money is called within the workflow task, and the books are closed once the provider's own callback has come.
 * 5: what a lost worker had surely not begun to send is sent again at once; after a person's word that nothing was done
 * the books are read on.
 */
export const PRESENT_RULES = 5;

/** Whether an order began under these rules or later ones; without a number it began under the first. */
export function beganUnder(rules: number, { settings }: Pick<ReservationState, 'settings'>): boolean {
  return (settings.rules ?? 1) >= rules;
}
