/**
 * Carries a trace through the workflow: from whoever asked, by way of what the workflow does about it, to the activity that
 * does it. Temporal's own interceptor would bring OpenTelemetry's SDK into every cached workflow, and lets promises settle
 * later than they did when older histories were written; see docs/decisions/traces.md. Without a trace it does nothing.
 * Runs in the workflow sandbox: deterministic, no I/O.
 */
import { defaultPayloadConverter, type Headers, type Payload } from '@temporalio/common';
import type { SerializableSpan } from '@temporalio/interceptors-opentelemetry/lib/workflow/definitions';
import {
  proxySinks,
  type Sinks,
  uuid4,
  type WorkflowInterceptorsFactory,
  workflowInfo,
} from '@temporalio/workflow';

/** Where Temporal's interceptors of clients and activities put the trace. */
const TRACE_HEADER = '_tracer-data';

/** What the worker takes spans by; as Temporal's own interceptor names it. */
export interface TraceSinks extends Sinks {
  exporter: { export(spans: SerializableSpan[]): void };
}

/** A trace as it is handed on: `00-{traceId}-{spanId}-{flags}`. Source: W3C Trace Context. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

const SERVER_SPAN = 1;
const STATUS_OK = 1;
const STATUS_ERROR = 2;

interface Place {
  traceId: string;
  spanId: string;
  flags: string;
}

/** For `workflowInterceptorModules` of the worker or of the bundle. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const { exporter } = proxySinks<TraceSinks>();
  let ofRun: Payload | undefined;
  const ofOperation = new Map<string, Payload>();
  const traced = <Input extends { headers: Headers; args: unknown[] }>(input: Input): Input => {
    const { operationId } = (input.args[0] ?? {}) as { operationId?: string };
    const header = ofOperation.get(operationId ?? '') ?? ofRun;
    return header === undefined ? input : { ...input, headers: { ...input.headers, [TRACE_HEADER]: header } };
  };
  return {
    inbound: [
      {
        execute(input, next) {
          const caller = placeIn(input.headers[TRACE_HEADER]);
          if (caller !== null) ofRun ??= headerOf(caller);
          return next(input);
        },
        handleUpdate(input, next) {
          const caller = placeIn(input.headers[TRACE_HEADER]);
          if (caller === null) return next(input);
          const own = { ...caller, spanId: newSpanId() };
          // What a run does by itself belongs to the request that placed the order.
          if (input.name === 'place') ofRun = headerOf(own);
          else ofOperation.set(operationOf(input), headerOf(own));
          const startedAtMs = Date.now();
          const told = (code: number) => () =>
            exporter.export([spanOf({ name: `HandleUpdate:${input.name}`, caller, own, startedAtMs, code })]);
          // The very promise is handed back: one more step in between would let others overtake it.
          const answer = next(input);
          answer.then(told(STATUS_OK), told(STATUS_ERROR));
          return answer;
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(traced(input)),
        scheduleLocalActivity: (input, next) => next(traced(input)),
        continueAsNew: (input, next) =>
          next(
            ofRun === undefined ? input : { ...input, headers: { ...input.headers, [TRACE_HEADER]: ofRun } },
          ),
      },
    ],
  };
};

/** Whoever names no operation has it named by the update; see `CommandContext`. */
function operationOf({ args, updateId }: { args: unknown[]; updateId: string }): string {
  return (args[1] as { operationId?: string } | undefined)?.operationId ?? updateId;
}

/** Null for what is no trace, and for one that nobody records. */
function placeIn(header: Payload | undefined): Place | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparentIn(header)) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  return isSampled(flags) ? { traceId, spanId, flags } : null;
}

/** Whatever a stranger's client puts there must not have the order stand still. */
function traceparentIn(header: Payload | undefined): string {
  if (header === undefined) return '';
  try {
    const carrier = defaultPayloadConverter.fromPayload<{ traceparent?: unknown } | null>(header);
    return typeof carrier?.traceparent === 'string' ? carrier.traceparent : '';
  } catch {
    return '';
  }
}

function isSampled(flags: string): boolean {
  return Number.parseInt(flags, 16) % 2 === 1;
}

function headerOf({ traceId, spanId, flags }: Place): Payload {
  return defaultPayloadConverter.toPayload({ traceparent: `00-${traceId}-${spanId}-${flags}` });
}

/** The same in every replay, as is everything that a workflow draws. */
function newSpanId(): string {
  return uuid4().replaceAll('-', '').slice(0, 16);
}

function spanOf(facts: {
  name: string;
  caller: Place;
  own: Place;
  startedAtMs: number;
  code: number;
}): SerializableSpan {
  const { name, caller, own, startedAtMs, code } = facts;
  const endedAtMs = Date.now();
  const { workflowId, runId } = workflowInfo();
  return {
    name,
    kind: SERVER_SPAN,
    spanContext: { traceId: own.traceId, spanId: own.spanId, traceFlags: 1 },
    parentSpanId: caller.spanId,
    startTime: hrTime(startedAtMs),
    endTime: hrTime(endedAtMs),
    duration: hrTime(endedAtMs - startedAtMs),
    status: { code },
    attributes: { temporalWorkflowId: workflowId, run_id: runId },
    links: [],
    events: [],
    ended: true,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    instrumentationLibrary: { name: 'holdfast/workflows' },
  };
}

/** Seconds and nanoseconds, as OpenTelemetry counts. */
function hrTime(ms: number): [number, number] {
  return [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000];
}
