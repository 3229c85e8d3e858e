/**
 * Watches the calls to the provider: how long each took, what became of it, and a span for it. It changes nothing of a
 * call, and keeps of an error its class only: neither the provider's words nor ours.
 */
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { CallFrontPayment } from '../../activities/dependencies';
import {
  type AnswerFacts,
  type CallName,
  FrontPaymentError,
  type FrontPaymentErrorCode,
} from '../front-payment';
import { eachCall } from '../front-payment/each-call';

/** What became of one call, in few enough classes to be a label. */
export type CallResult =
  | 'ok'
  | 'refused'
  | 'rate_limited'
  | 'unauthorized'
  | 'not_connected'
  | 'connection_lost'
  | 'timed_out'
  | 'failed';

/** The watch over one process's calls. */
export interface ProviderWatch {
  /** The same calls, watched. */
  observe(call: CallFrontPayment): CallFrontPayment;
  /** For the client's `onAnswer`: what the provider itself says of the budget. */
  onAnswer(facts: AnswerFacts): void;
}

type Classes = Partial<Record<FrontPaymentErrorCode, CallResult>>;

const CLASSES: Classes = {
  rate_limited: 'rate_limited',
  unauthorized: 'unauthorized',
  not_connected: 'not_connected',
  connection_lost: 'connection_lost',
  timed_out: 'timed_out',
};

const BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60];

/** Adds its metrics to the registry. `ratePerMinute` is the merchant's budget, shared by all workers. */
export function watchProvider(
  registry: Registry,
  { ratePerMinute }: { ratePerMinute: number },
): ProviderWatch {
  const registers = [registry];
  const durations = new Histogram({
    name: 'holdfast_provider_call_duration_seconds',
    help: 'How long calls to Front Payment took, by call and what became of them.',
    labelNames: ['call', 'result'],
    buckets: BUCKETS_S,
    registers,
  });
  new Gauge({
    name: 'holdfast_provider_rate_budget_per_minute',
    help: 'How many calls a minute FRONT_PAYMENT_RATE_PER_MINUTE allows all workers together.',
    registers,
  }).set(ratePerMinute);
  const remaining = new Gauge({
    name: 'holdfast_provider_rate_remaining',
    help: 'What Front Payment last said is left of its own limit (x-ratelimit-remaining); absent while it says nothing.',
    registers,
  });
  // A gauge begins at 0, which would say that nothing is left.
  remaining.remove();
  // Looked up at each call: whoever traces may be put in place after this.
  const tracer = () => trace.getTracer('holdfast/front-payment');
  const watch: Watch = (call, send) =>
    tracer().startActiveSpan(
      call,
      { kind: SpanKind.CLIENT, attributes: { 'holdfast.call': call } },
      async (span) => {
        const took = durations.startTimer({ call });
        try {
          const answer = await send();
          took({ result: 'ok' });
          return answer;
        } catch (error) {
          const result = resultOf(error);
          took({ result });
          span.setAttributes({ 'holdfast.result': result, ...factsOf(error) });
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      },
    );
  return {
    observe: (call) => (at, use) => call(at, (client) => use(eachCall(client, watch))),
    onAnswer({ rateLimitRemaining }) {
      if (rateLimitRemaining !== null) remaining.set(rateLimitRemaining);
    },
  };
}

/** What of a failed call may be told. */
export function resultOf(error: unknown): CallResult {
  if (!(error instanceof FrontPaymentError)) return 'failed';
  return CLASSES[error.code] ?? (error.execution === 'refused' ? 'refused' : 'failed');
}

type Watch = <T>(call: CallName, send: () => Promise<T>) => Promise<T>;

function factsOf(error: unknown): Record<string, string | number> {
  if (!(error instanceof FrontPaymentError)) return {};
  const { httpStatus, code } = error;
  return {
    'error.type': code,
    ...(httpStatus !== null && { 'http.response.status_code': httpStatus }),
  };
}
