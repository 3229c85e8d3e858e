/** What the stub provider is told, and what it tells: the words both of its processes share. No code of either. */

/** The calls that the stub answers, by the word in their path. */
export const CALLS = [
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

/** One of them. */
export type Call = (typeof CALLS)[number];

/** How it answers. Durations in milliseconds. */
export interface ProviderSettings {
  /** Between a call's arrival, which is when it is executed, and its answer. */
  answerMs: number;
  /** How many calls any 60 s may have; what is above is answered 429 and not executed. Null for no end. */
  ratePerMinute: number | null;
  /** How long after its submit each reservation is paid; null for only when told. */
  paysAfterMs: number | null;
  /** Where its ids begin: two providers with different seeds give none alike. At most 9,999. */
  seed: number;
}

/** What its process is begun with. */
export interface ProcessSettings extends ProviderSettings {
  /** On loopback. */
  port: number;
  /** What callbacks are sealed with. */
  callbackSecret: string;
}

/** A hold to have in the books without a submit, for orders that are parked without a call. Amounts in minor units. */
export interface SeedHold {
  reservationUuid: string;
  referenceNo: string;
  reservedAtMs: number;
  lines: readonly { id: number; name: string; amountMinor: number }[];
}

/** One call as it arrived. */
export interface CallRecord {
  call: Call;
  /** Null for a history, and for a submit that was not executed. */
  reservationUuid: string | null;
  /** The caller's order; null where the reservation is not known. */
  referenceNo: string | null;
  /** Unix milliseconds. */
  atMs: number;
  /** 429 for one that was above the rate. */
  status: number;
}

/** What has happened since the start, or the last reset. */
export interface ProviderStats {
  /** In the order in which they arrived. */
  calls: CallRecord[];
  /** How many of each arrived, the refused ones too. */
  counts: Record<Call, number>;
  /** Executed again for the same reservation, or a submit for the same order. Each one past the first counts. */
  repeats: Record<Call, number>;
  /** The repeats that move money: capture, charge, refund, cancel. */
  moneyRepeats: number;
  /** Answered 429. */
  refusedByRate: number;
  /** Callbacks by what became of them: the status they were answered with, or `failed`. */
  callbacks: Record<string, number>;
}
