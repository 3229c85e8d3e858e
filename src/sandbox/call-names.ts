// The names of the provider's ten calls, as books, faults and counters use them.

/** The ten calls below `/api/v1/connect/reservations/`. */
export const CALL_NAMES = [
  'submit',
  'create',
  'details',
  'capture',
  'charge',
  'cancel',
  'complete',
  'resend',
  'refund',
  'history',
] as const;

/** One of the ten calls. */
export type CallName = (typeof CALL_NAMES)[number];
