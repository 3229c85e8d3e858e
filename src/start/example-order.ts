/** An order to try things out with: an invented customer, and durations short enough to watch. */
import type { OrderInput } from '../../workflows/order';

/** A valid order of NOK 3,000.00; with short durations it is captured half a minute after it was paid. */
export function exampleOrder(orderId: string, { isShort }: { isShort: boolean }): OrderInput {
  return {
    orderId,
    currency: 'NOK',
    customer: {
      type: 'private',
      name: 'Kari Nordmann',
      email: 'kari@example.com',
      phone: { countryCode: '+47', number: '46567468' },
      language: 'en',
      address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
    },
    lines: [{ name: 'Cabin, two nights', amountMinor: 300_000, taxPercent: 12 }],
    ...(isShort ? { policy: { captureWindow: 'PT1M' } } : {}),
  };
}
