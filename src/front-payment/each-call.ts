// The same client, with something around each of its calls.

import { CALL_NAMES, type CallName } from './call-name';
import type { FrontPaymentClient } from './client';

/** `around` is given the call's name and what makes it; what it gives or throws is what the caller gets. */
export function eachCall(
  client: FrontPaymentClient,
  around: <T>(call: CallName, make: () => Promise<T>) => Promise<T>,
): FrontPaymentClient {
  const calls = CALL_NAMES.map((name) => {
    const make = client[name] as (...request: unknown[]) => Promise<unknown>;
    return [name, (...request: unknown[]) => around(name, () => make(...request))];
  });
  return Object.fromEntries(calls);
}
