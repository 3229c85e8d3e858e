/**
 * Counts what only a workflow knows: what became of operations, and how much time was left when a capture was confirmed.
 * By the SDK's own meter: nothing of it stands in the history, and nothing is counted again in a replay.
 * Runs in the workflow sandbox: deterministic, no I/O.
 */
import type { MetricCounter, MetricHistogram } from '@temporalio/common';
import { metricMeter } from '@temporalio/workflow';
import { deadlinesOf } from './deadlines';
import type { Operation } from './operation';
import type { ReservationState } from './state';

/** The names under which they are found at `/metrics`, and what they mean. */
export const OUTCOME_METRICS = {
  /** Prometheus adds `_total`. */
  operations: {
    name: 'holdfast_operations',
    help: 'Operations by what became of them; one that was unknown first counts again once it is settled.',
  },
  slack: {
    name: 'holdfast_capture_slack_seconds',
    help: 'How long before its deadline a capture was confirmed; 0 for what came too late.',
  },
} as const;

/** Whether a person or another system asked, or the order's own timer did. */
type AskedBy = 'timer' | 'command';

/**
 * The function that counts what has become of operations since it was last called; `state` is how the run begins, and
 * what is settled in it was counted by an earlier run.
 */
export function createOutcomeMeter(state: ReservationState): () => void {
  const known = new Map(state.operations.map(({ operationId, status }) => [operationId, status]));
  const operations = metricMeter.createCounter(
    OUTCOME_METRICS.operations.name,
    undefined,
    OUTCOME_METRICS.operations.help,
  );
  const slack = metricMeter.createHistogram(
    OUTCOME_METRICS.slack.name,
    'float',
    undefined,
    OUTCOME_METRICS.slack.help,
  );
  return () => {
    for (const operation of state.operations) {
      const { operationId, status } = operation;
      if (known.get(operationId) === status) continue;
      known.set(operationId, status);
      if (status !== 'pending') count({ operations, slack }, state, operation);
    }
  };
}

function count(
  { operations, slack }: { operations: MetricCounter; slack: MetricHistogram },
  state: ReservationState,
  operation: Operation,
): void {
  const { kind, status, settledAt } = operation;
  operations.add(1, { kind, outcome: status });
  const { captureBy } = deadlinesOf(state);
  if (kind !== 'capture' || status !== 'executed' || settledAt === null || captureBy === null) return;
  const leftS = (Date.parse(captureBy) - Date.parse(settledAt)) / 1000;
  const askedBy: AskedBy = operation.requestedBy === 'timer' ? 'timer' : 'command';
  slack.record(Math.max(0, leftS), { asked_by: askedBy });
}
