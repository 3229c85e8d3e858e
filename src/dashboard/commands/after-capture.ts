/** What follows when all that is left of a hold is captured: by the order's policy. Pure. */
import type { Policy } from '../api/types';

/** The order is completed then, or when charging ends, or by nobody but a person. */
export type AfterCapture = 'completed' | 'completedLater' | 'open';

/** The server completes what is settled unless the policy says otherwise. */
export function afterCaptureOf({ complete = 'settled' }: Policy): AfterCapture {
  switch (complete) {
    case 'settled':
      return 'completed';
    case 'chargeValidityEnd':
      return 'completedLater';
    case 'manual':
      return 'open';
    default:
      return complete satisfies never;
  }
}
