/**
 * What the provider's books showed at one look, in our own terms: plain JSON, nothing personal. Types only.
 */

/** An amount against one of the provider's product ids. */
export interface ProductAmount {
  id: number;
  amountMinor: number;
}

/** What details showed, without any personal data. */
export interface Reading {
  /** The workflow's own time of the reading. */
  at: string;
  reservationUuid: string;
  status: string;
  isPaid: boolean;
  reservedAt: string | null;
  reservedMinor: number;
  capturedMinor: number;
  chargedMinor: number;
  refundedFromCapturedMinor: number;
  refundedFromChargedMinor: number;
  referenceNumber: string | null;
  products: ProviderProduct[];
  captures: ProviderMovement[];
  charges: ProviderMovement[];
}

/** One of the provider's products, with what was captured of it. */
export interface ProviderProduct extends ProductAmount {
  name: string;
  capturedMinor: number;
}

/** A capture or charge in the provider's books; `marker` is the operation id in its text, `hasText` whether it has any. */
export interface ProviderMovement {
  /** Empty where the provider gave a total and no list. */
  reference: string;
  amountMinor: number;
  refundedMinor: number;
  marker: string | null;
  hasText: boolean;
}
