/** What must hold at every moment of a simulated life: looked at before every send and after every step. */
import { ActivityFailure, TimeoutFailure, TimeoutType } from '@temporalio/common';
import { deadlinesOf } from '../../workflows/deadlines';
import { capturedMinor, runwayMinor } from '../../workflows/ledger';
import type { Operation, OperationKind, OperationStatus } from '../../workflows/operation';
import { faultOf } from '../../workflows/outcome';
import { beganUnder } from '../../workflows/rules';
import type { LifecycleState } from '../../workflows/state';
import type { Deed } from '../../workflows/take-step';
import { ENDED } from '../../workflows/transitions';
import type { SimulatedLife } from './simulated-life';
import type { Sending } from './simulated-provider';

/** What cannot be sent twice is compared with books no older than this when its step began. */
const FRESH_MS = 5_000;

/** The first send and two repeats. */
const MAX_SENDS = 3;

/** One operation's sends from the first whose outcome was unknown, without those that surely were not executed. */
interface Doubt {
  sends: number;
  repeatable: boolean;
}

export class Invariants {
  /** Every kind whose outcome was unknown at some time. */
  readonly everUnknown = new Set<OperationKind>();
  readonly lifecycles = new Set<LifecycleState>();
  readonly #life: SimulatedLife;
  readonly #doubts = new Map<string, Doubt>();
  readonly #settled = new Map<string, OperationStatus>();
  #broken: unknown = null;
  #stepBegan = '';
  #lastLifecycle: LifecycleState = 'submitting';

  constructor(life: SimulatedLife) {
    this.#life = life;
  }

  /** The sending activities, each looked at before it is carried out. */
  watched(sending: Sending): Sending {
    const watch =
      <Input extends { operationId: string; reservationUuid?: string }, Output>(
        kind: OperationKind,
        call: (input: Input) => Promise<Output>,
      ) =>
      async (input: Input): Promise<Output> => {
        try {
          this.#beforeAny(kind, input);
        } catch (error) {
          // A try to release a stray takes any failure for the provider's: it is told after the step.
          this.#broken ??= error;
          throw error;
        }
        const isStray = kind !== 'submit' && input.reservationUuid !== this.#life.state.reservationUuid;
        try {
          return await call(input);
        } catch (error) {
          if (!isStray) this.#failed(kind, input.operationId, error);
          throw error;
        }
      };
    return {
      submit: watch('submit', sending.submit),
      createSession: watch('submit', sending.createSession),
      capture: watch('capture', sending.capture),
      charge: watch('charge', sending.charge),
      refund: watch('refund', sending.refund),
      cancel: watch('cancel', sending.cancel),
      complete: watch('complete', sending.complete),
      resend: watch('resend', sending.resend),
    };
  }

  #beforeAny(
    kind: OperationKind,
    { operationId, reservationUuid = '' }: { operationId: string; reservationUuid?: string },
  ): void {
    const isOwn = kind === 'submit' || reservationUuid === this.#life.state.reservationUuid;
    if (isOwn) this.#beforeSend(kind, operationId);
    else this.#beforeRelease(kind, reservationUuid);
  }

  beforeStep(step: Deed): void {
    this.#stepBegan = this.#life.now;
    if (step.do !== 'ask' || step.kind === 'resend') return;
    must(!this.#isUnknown(), 'A timer asks while an outcome is unknown.');
  }

  afterStep(): void {
    if (this.#broken) throw this.#broken;
    const { state } = this.#life;
    this.lifecycles.add(state.lifecycle);
    const { ledger } = state;
    must(capturedMinor(ledger) <= ledger.reservedMinor, 'Captured is more than reserved.');
    for (const { amountMinor, refundedMinor } of [...ledger.captures, ...ledger.charges])
      must(refundedMinor <= amountMinor, 'A refund is more than its source.');
    const wasFinal = ENDED.has(this.#lastLifecycle);
    must(!wasFinal || state.lifecycle === this.#lastLifecycle, `${this.#lastLifecycle} was not final.`);
    this.#lastLifecycle = state.lifecycle;
    for (const operation of state.operations) this.#afterStepOf(operation);
    for (const [operationId, times] of this.#life.provider.executed) {
      const kind = state.operations.find((operation) => operation.operationId === operationId)?.kind;
      must(times === 1 || kind === 'submit' || kind === 'resend', `${operationId} was executed twice.`);
    }
  }

  #afterStepOf({ operationId, kind, status, reason }: Operation): void {
    if (status === 'unknown') this.everUnknown.add(kind);
    const before = this.#settled.get(operationId);
    // Front Payment accepts refunds as pending, and may take its word back.
    const isTakenBack = kind === 'refund' && (reason === 'refund_rejected' || reason === 'refund_not_shown');
    const isSame = before === undefined || before === status || (before === 'executed' && isTakenBack);
    must(isSame, `${operationId} was ${before} and is ${status}.`);
    if (status === 'executed' || status === 'refused') this.#settled.set(operationId, status);
    else if (isTakenBack) this.#settled.delete(operationId);
  }

  #beforeSend(kind: OperationKind, operationId: string): void {
    const { state, now } = this.#life;
    const operation = state.operations.find((known) => known.operationId === operationId);
    must(operation !== undefined, `${kind} is sent, and the state knows nothing of it.`);
    must(
      operation.intent != null && operation.sentAt === now,
      `${kind} is sent without its intent written down.`,
    );
    if (kind !== 'resend')
      must(!this.#isUnknown(operationId), `${kind} is sent while an outcome is unknown.`);
    if (kind === 'capture') {
      must(now < (deadlinesOf(state).captureBy ?? ''), 'A capture is sent after its deadline.');
    }
    const doubt = this.#doubts.get(operationId);
    if (!doubt) return this.#beforeFirst(operation);
    doubt.sends += 1;
    must(doubt.repeatable, `${kind} is sent again after an unknown outcome.`);
    must(doubt.sends <= MAX_SENDS, `${kind} is sent a fourth time, and the first three may have worked.`);
  }

  /** What moves money is sent against what the provider showed before it. */
  #beforeFirst({ kind, intent, requestedAt }: Operation): void {
    if (kind !== 'capture' && kind !== 'charge' && kind !== 'refund') return;
    const baseline = intent?.baseline;
    must(baseline != null, `${kind} is sent without a baseline.`);
    const ageMs = Date.parse(this.#stepBegan) - Date.parse(baseline.at);
    if (intent?.repeatable) return;
    must(ageMs <= FRESH_MS, `${kind} is sent against an old baseline.`);
    const isSince = !beganUnder(4, this.#life.state) || baseline.at >= requestedAt;
    must(isSince, `${kind} is sent against a baseline from before it was asked for.`);
  }

  /** Nothing but a cancel goes to another reservation than the order's own, and never to somebody else's. */
  #beforeRelease(kind: OperationKind, reservationUuid: string): void {
    must(kind === 'cancel', `A ${kind} is sent to another reservation.`);
    must(this.#life.ours().includes(reservationUuid), 'Somebody else’s reservation is cancelled.');
  }

  /** What surely was not executed is no send; the first that may have been begins the doubt. */
  #failed(kind: OperationKind, operationId: string, error: unknown): void {
    const known = this.#doubts.get(operationId);
    if (known && isUndone(error)) known.sends -= 1;
    if (known || !isAmbiguous(error)) return;
    const { state } = this.#life;
    const amountMinor = state.operations.find((other) => other.operationId === operationId)?.amountMinor;
    // Front Payment refuses what exceeds the runway, and what is over; a submit is looked for, a mail does no harm.
    const harmless: Partial<Record<OperationKind, boolean>> = {
      capture: amountMinor === runwayMinor(state.ledger),
      charge: false,
      refund: false,
    };
    this.#doubts.set(operationId, { sends: 1, repeatable: harmless[kind] ?? true });
  }

  #isUnknown(butFor?: string): boolean {
    return this.#life.state.operations.some(
      ({ status, kind, operationId }) => status === 'unknown' && kind !== 'resend' && operationId !== butFor,
    );
  }
}

/** Never taken by a worker, or never by the provider. */
function isUndone(error: unknown): boolean {
  return isNeverStarted(error) || faultOf(error)?.execution === 'not_executed';
}

/** No worker took it, or the one that did fell silent before it had said that it begins. */
function isNeverStarted(error: unknown): boolean {
  if (!(error instanceof ActivityFailure && error.cause instanceof TimeoutFailure)) return false;
  const { timeoutType, lastHeartbeatDetails } = error.cause;
  const isSilent = timeoutType === TimeoutType.HEARTBEAT && lastHeartbeatDetails === undefined;
  return isSilent || timeoutType === TimeoutType.SCHEDULE_TO_START;
}

/** From the outside: neither an answer that says what happened, nor one that was never asked for. */
function isAmbiguous(error: unknown): boolean {
  if (error instanceof ActivityFailure && error.cause instanceof TimeoutFailure)
    return !isNeverStarted(error);
  return faultOf(error)?.execution === 'unknown';
}

/** @throws what did not hold, in words */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
