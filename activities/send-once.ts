/** One send to the provider, its end logged by ids and outcome, its failure told in the workflow's words. */
import { log } from '@temporalio/activity';
import { type FrontPaymentClient, FrontPaymentError } from '../src/front-payment';
import { faultOf } from '../workflows/outcome';
import { beating } from './beating';
import { BEGUN, createBeginSend } from './begin-send';
import type { ActivityDependencies } from './dependencies';
import { type Ended, startStopwatch } from './ended-at';
import { sendFailure } from './to-application-failure';

/** What a send is logged by; `at` is the workflow's own time. */
export interface Sending {
  at: string;
  operationId: string;
}

/** Throws an ApplicationFailure `provider_…` that is never retried; what is no answer of the provider's, as it is. */
export type SendOnce = <T>(
  sending: Sending,
  call: (client: FrontPaymentClient) => Promise<T>,
) => Promise<T & Ended>;

/** The activity's own facts (workflow, attempt, type) are added by the SDK; a body, a name or a token never is. */
export function createSendOnce({
  callFrontPayment,
  client: engine,
}: Pick<ActivityDependencies, 'callFrontPayment' | 'client'>): SendOnce {
  const beginSend = createBeginSend(engine);
  return async ({ at, operationId }, call) => {
    const endedAt = startStopwatch();
    try {
      const answer = await callFrontPayment(at, async (client) => {
        await beginSend();
        return beating(() => call(client), BEGUN);
      });
      log.info('operation sent', { operationId, outcome: 'executed' });
      return { ...answer, endedAt: endedAt() };
    } catch (error) {
      const fault = error instanceof FrontPaymentError ? error : faultOf(error);
      const facts = fault ? { outcome: fault.execution, code: fault.code } : { outcome: 'unknown' };
      log.warn('operation sent', { operationId, ...facts });
      throw sendFailure(error, endedAt());
    }
  };
}
