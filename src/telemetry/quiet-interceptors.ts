/**
 * Temporal's own interceptors, where they would say too much: what the dashboard and the webhooks ask of orders is no part
 * of anybody's trace, nor is what the engine starts by itself.
 */
import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { Next, WorkflowClientInterceptor } from '@temporalio/client';
import {
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryWorkflowClientInterceptor,
} from '@temporalio/interceptors-opentelemetry';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { askUpdate } from '../../workflows/messages';

/** Where the interceptors put the trace. */
const TRACE_HEADER = '_tracer-data';

type Call<Name extends keyof WorkflowClientInterceptor> = Next<WorkflowClientInterceptor, Name>;
type InputOf<Name extends keyof WorkflowClientInterceptor> = Parameters<Call<Name>>[0];

/** A client's: starts, commands and signals have spans; questions, however they are put, have none. */
export class QuietClientInterceptor extends OpenTelemetryWorkflowClientInterceptor {
  override async startUpdate(input: InputOf<'startUpdate'>, next: Call<'startUpdate'>) {
    return input.updateName === askUpdate.name ? next(input) : super.startUpdate(input, next);
  }

  override async query(input: InputOf<'query'>, next: Call<'query'>) {
    return next(input);
  }

  override async describe(input: InputOf<'describe'>, next: Call<'describe'>) {
    return next(input);
  }
}

/** An activity's: with a span where somebody's trace has come along, in silence otherwise. */
export class QuietActivityInterceptor extends OpenTelemetryActivityInboundInterceptor {
  override async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    if (input.headers[TRACE_HEADER] !== undefined) return super.execute(input, next);
    return context.with(suppressTracing(context.active()), () => next(input));
  }
}
