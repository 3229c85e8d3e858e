/** An order that is right, with invented data; tests change one thing of it. */
import type { OrderInput } from '../../workflows/order';

/** A fresh copy of the sample order. */
export function sampleOrder(changes: Record<string, unknown> = {}): OrderInput {
  return {
    orderId: 'booking-1042',
    currency: 'NOK',
    customer: {
      type: 'private',
      name: 'Kari Nordmann',
      email: 'kari@example.com',
      phone: { countryCode: '+47', number: '46567468' },
      language: 'en',
      address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
    },
    lines: [{ name: 'Cabin, two nights', amountMinor: 300000, taxPercent: 12 }],
    payment: { via: 'link' },
    notify: { sms: false, email: true },
    linkExpiresAt: '2026-12-01T12:00:00Z',
    policy: { capture: 'automatic', captureWindow: 'P7D', safetyMargin: 'P1D' },
    ...changes,
  } as OrderInput;
}
