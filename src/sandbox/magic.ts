// The magic values: customers whose e-mail makes something happen by itself. Only the part before the @ counts,
// so any domain will do. These are the sandbox's own, not the provider's.
import type { Customer } from './reservation';

/** What a customer's e-mail asks for. */
export interface Magic {
  /** Pays by himself that many ms after the link was made; null: waits for a person. */
  autopayMs: number | null;
  /** The bank declines every payment. */
  isDeclined: boolean;
  /** The hold works, but no card is stored: a charge is refused with `paymentCardNotFound`. */
  hasCard: boolean;
  /** The payment gateway is down: submit and create answer 510 and make nothing. */
  isGatewayDown: boolean;
}

/** The local parts that mean something; `autopay+2500` pays after 2500 ms instead of 1000. */
export const MAGIC_LOCAL_PARTS = {
  autopay: 'autopay',
  declined: 'declined',
  noCard: 'nocard',
  gatewayDown: 'gatewaydown',
} as const;

const AUTOPAY_DEFAULT_MS = 1_000;

/**
 * Reads the magic out of a customer's e-mail.
 * @param everyoneAfterMs the sandbox's own `autopayMs`, for customers without magic
 */
export function magicOf(customer: Pick<Customer, 'email'>, everyoneAfterMs: number | null): Magic {
  const [name = '', detail] = (customer.email.toLowerCase().split('@')[0] ?? '').split('+');
  const isAutopay = name === MAGIC_LOCAL_PARTS.autopay;
  const ownMs = detail !== undefined && /^\d{1,9}$/.test(detail) ? Number(detail) : AUTOPAY_DEFAULT_MS;
  return {
    autopayMs: isAutopay ? ownMs : everyoneAfterMs,
    isDeclined: name === MAGIC_LOCAL_PARTS.declined,
    hasCard: name !== MAGIC_LOCAL_PARTS.noCard,
    isGatewayDown: name === MAGIC_LOCAL_PARTS.gatewayDown,
  };
}
