/**
 * From an order as sent to an order as kept: checked, defaults filled in, durations in milliseconds, instants in UTC.
 * Pure: `now` and the settings' defaults are handed in.
 */
import type { Order, OrderInput, Policy, PolicyInput } from '../../workflows/order';
import type { FieldFault } from '../../workflows/refusals';
import { currencyExponent } from '../money/currency';
import { after, durationMs, LONGEST_DURATION, toUtc } from './durations';
import { fieldFaults } from './field-faults';
import { orderSchema } from './order-schema';

/** What holds where an order says nothing: `CAPTURE_WINDOW` and `SAFETY_MARGIN`. */
export interface PolicyDefaults {
  captureWindowMs: number;
  safetyMarginMs: number;
}

const LINK_VALID_MS = 24 * 60 * 60 * 1000;

/**
 * Checks an order and fills in what it leaves open, or names every field at fault.
 *
 * @param now ISO 8601; a link that expires before it is a fault
 */
export function admitOrder(
  input: unknown,
  defaults: PolicyDefaults,
  now: string,
): { order: Order } | { faults: FieldFault[] } {
  const parsed = orderSchema.safeParse(input);
  if (!parsed.success) return { faults: fieldFaults(parsed.error) };
  const policy = parsed.data.policy ?? {};
  const faults = [...policyFaults(policy, defaults), ...instantFaults(parsed.data, now)];
  return faults.length > 0 ? { faults } : { order: toOrder(parsed.data, defaults, now) };
}

/** Faults of a policy that show only once the defaults are known: a margin of its own beside the default window. */
export function policyFaults(policy: PolicyInput, defaults: PolicyDefaults): FieldFault[] {
  if (policy.safetyMargin === undefined) return [];
  const windowMs = captureWindowMs(policy, defaults);
  if (durationMs(policy.safetyMargin) <= windowMs / 2) return [];
  return [{ path: 'policy.safetyMargin', message: 'must be at most half of the capture window' }];
}

function instantFaults(input: OrderInput, now: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const latest = after(now, durationMs(LONGEST_DURATION));
  const farthest = `must not be later than ${LONGEST_DURATION} from now`;
  const { linkExpiresAt } = input;
  if (linkExpiresAt !== undefined) {
    const expiresAt = toUtc(linkExpiresAt);
    if (expiresAt <= toUtc(now)) faults.push({ path: 'linkExpiresAt', message: 'must not be in the past' });
    if (expiresAt > latest) faults.push({ path: 'linkExpiresAt', message: farthest });
  }
  const captureAt = input.policy?.captureAt;
  if (captureAt !== undefined && isInstant(captureAt) && toUtc(captureAt) > latest) {
    faults.push({ path: 'policy.captureAt', message: farthest });
  }
  return faults;
}

function toOrder(input: OrderInput, defaults: PolicyDefaults, now: string): Order {
  return {
    orderId: input.orderId,
    currency: input.currency,
    exponent: currencyExponent(input.currency),
    customer: input.customer,
    lines: input.lines,
    payment: input.payment ?? { via: 'link' },
    notify: input.notify ?? { sms: false, email: false },
    linkExpiresAt: input.linkExpiresAt === undefined ? after(now, LINK_VALID_MS) : toUtc(input.linkExpiresAt),
    policy: toPolicy(input.policy ?? {}, defaults),
  };
}

function toPolicy(policy: PolicyInput, defaults: PolicyDefaults): Policy {
  const captureAt = policy.captureAt ?? 'deadline';
  return {
    capture: policy.capture ?? 'automatic',
    captureAt: isInstant(captureAt) ? toUtc(captureAt) : captureAt,
    captureWindowMs: captureWindowMs(policy, defaults),
    safetyMarginMs: safetyMarginMs(policy, defaults),
    remainder: policy.remainder ?? 'release',
    complete: policy.complete ?? 'settled',
    chargeValidityMs: policy.chargeValidity === undefined ? null : durationMs(policy.chargeValidity),
    unpaid: policy.unpaid ?? 'cancel',
    remindBeforeMs: (policy.remindBefore ?? []).map(durationMs),
  };
}

function captureWindowMs(policy: PolicyInput, defaults: PolicyDefaults): number {
  return policy.captureWindow === undefined ? defaults.captureWindowMs : durationMs(policy.captureWindow);
}

function safetyMarginMs(policy: PolicyInput, defaults: PolicyDefaults): number {
  if (policy.safetyMargin !== undefined) return durationMs(policy.safetyMargin);
  const windowMs = captureWindowMs(policy, defaults);
  // The default margin was chosen for the default window; a shorter one would be eaten up by it.
  return windowMs < defaults.captureWindowMs ? Math.floor(windowMs / 2) : defaults.safetyMarginMs;
}

function isInstant(captureAt: string): boolean {
  return captureAt !== 'deadline' && captureAt !== 'reserved';
}
