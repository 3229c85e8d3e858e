// The charge validity in the provider's unit.

const UNIT_MS = { minutes: 60_000, days: 86_400_000 } as const;

/**
 * The charge validity as a numeric string, rounded up to a whole unit so that it is never shorter than asked; null
 * stays null, the provider's 90 days.
 *
 * Source: Front Payment, "Create Session for Reservation": "Validity in minutes (digits only)"; earlier pages mean
 * days. The client's `chargeValidityUnit` decides.
 */
export function chargeValidityBody(
  chargeValidityMs: number | null,
  unit: keyof typeof UNIT_MS,
): string | null {
  return chargeValidityMs === null ? null : String(Math.ceil(chargeValidityMs / UNIT_MS[unit]));
}
