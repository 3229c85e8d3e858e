/** Steps of the loop in a few words, for tests of what is decided. */
import { nextStep, type Step } from '../../workflows/next-step';
import type { ReservationState } from '../../workflows/state';
import { T0 } from './states';

/** A step in a few words: `ask capture`, `wait 2026-…`, `read`. */
function brief(step: Step): string {
  switch (step.do) {
    case 'ask':
      return `ask ${step.kind}`;
    case 'send':
    case 'verify':
      return `${step.do} ${step.operation.kind}`;
    case 'warn':
      return `warn ${step.code}`;
    case 'wait':
      return `wait ${step.until}`;
    default:
      return step.do;
  }
}

/** What is decided at this moment, in a few words. */
export const stepAt = (state: ReservationState, now: string) => brief(nextStep(state, now));

/** An attention that stands already. */
export function attention(code: 'capture_at_risk' | 'capture_deadline_missed' | 'timer_operation_refused') {
  return { code, message: 'Told before', operationId: null, since: T0, evidence: null };
}
