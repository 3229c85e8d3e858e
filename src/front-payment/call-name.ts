// The names of the ten calls, in the contract's words.

/** Every call of the reservation API, in the order of the provider's chapter. */
export const CALL_NAMES = [
  'submit',
  'createSession',
  'details',
  'capture',
  'charge',
  'cancel',
  'complete',
  'resend',
  'refund',
  'history',
] as const;

/** One of the ten calls of the reservation API. */
export type CallName = (typeof CALL_NAMES)[number];
