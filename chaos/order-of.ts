/** The body of a planned order: an invented customer, instants counted from now. */
import type { OrderInput } from '../workflows/order';
import type { LifePlan } from './life-plan';

const ADDRESSES: Record<LifePlan['customer'], (plan: LifePlan) => string> = {
  pays: () => 'kari@example.com',
  paysLate: () => 'ola@example.com',
  neverPays: () => 'nora@example.com',
  paysByHimself: ({ paysAfterMs }) => `autopay+${paysAfterMs}@example.com`,
  isDeclined: () => 'declined@example.com',
  hasNoCard: () => 'nocard@example.com',
};

const TAX_PERCENT = [12, 25, 15];

/** What is sent as the body of `POST /v1/reservations`. */
export function orderOf(plan: LifePlan, nowMs: number): OrderInput {
  const at = (afterMs: number): string => new Date(nowMs + afterMs).toISOString();
  return {
    orderId: plan.orderId,
    currency: 'NOK',
    customer: {
      type: 'private',
      name: 'Kari Nordmann',
      email: ADDRESSES[plan.customer](plan),
      phone: { countryCode: '+47', number: '46567468' },
      language: 'en',
      address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
    },
    lines: plan.linesMinor.map((amountMinor, index) => ({
      name: `Line ${index + 1}`,
      amountMinor,
      taxPercent: TAX_PERCENT[index] ?? 0,
    })),
    ...(plan.via === 'visa'
      ? {
          payment: {
            via: 'visa',
            successUrl: 'https://shop.example.com/thanks',
            failureUrl: 'https://shop.example.com/sorry',
          },
        }
      : {}),
    linkExpiresAt: at(plan.linkMs),
    policy: {
      ...plan.policy,
      ...(plan.captureAfterMs === null ? {} : { captureAt: at(plan.captureAfterMs) }),
    },
  };
}

/** What the order comes to, in minor units. */
export function totalMinor({ linesMinor }: Pick<LifePlan, 'linesMinor'>): number {
  return linesMinor.reduce((sum, amountMinor) => sum + amountMinor, 0);
}
