/** What of each capture and charge can still be given back. Pure; the order judges again. */
import type { Movement } from '../api/sheet-types';

/** A movement that a refund can name. */
export type NamedMovement = Movement & { reference: string };

/** Those that have a reference and something left. */
export function refundableOf(movements: readonly Movement[]): NamedMovement[] {
  return movements.filter(
    (movement): movement is NamedMovement => movement.reference !== null && leftOf(movement) > 0,
  );
}

/** Minor units that were not refunded yet. */
export function leftOf({ amountMinor, refundedMinor }: Movement): number {
  return amountMinor - refundedMinor;
}

/** The lines that a refund of it can name, each with what is left of it; none where nobody told of any. */
export function linesOf({ lines = [] }: Movement): { line: number; name: string; amountMinor: number }[] {
  return lines.flatMap(({ line, name, amountMinor, refundedMinor }) =>
    amountMinor > refundedMinor ? [{ line, name, amountMinor: amountMinor - refundedMinor }] : [],
  );
}
