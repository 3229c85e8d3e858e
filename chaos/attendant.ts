/**
 * The person whom attention calls: looks at the provider's dashboard, which here is the sandbox's true books, and says
 * what he finds. What stood, and with which evidence, is written down before anything is answered.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../src/sandbox';
import type { Reservation, ReservationOperation } from '../workflows/view';
import { quietly } from './bystanders';
import type { Door } from './door';
import { HESITATION_MS, PATIENCE_MS } from './durations';
import { executionsOf, reservationsOf } from './true-books';

/** One attention that stood, as it was first seen. */
export interface AttentionLog {
  orderId: string;
  code: string;
  operationId: string | null;
  since: string;
  hasEvidence: boolean;
  /** Whether a person did something about it. */
  answered: boolean;
}

const LOOK_MS = 2_000;

/** Looks at the list of orders in attention until it is stopped. */
export class Attendant {
  readonly log: AttentionLog[] = [];
  readonly #busy = new Set<string>();

  constructor(
    private readonly door: Door,
    private readonly sandbox: Sandbox,
  ) {}

  /** Attends until `signal` is aborted. */
  async attend(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const order of await this.door.inAttention()) this.consider(order);
      await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Looks at one order that somebody has just read. */
  consider(order: Reservation): void {
    const { attention, orderId } = order;
    if (attention === null) return;
    const entry = this.#noted(order, attention);
    const stoodMs = Date.now() - Date.parse(attention.since);
    const patienceMs = attention.code === 'capture_at_risk' ? PATIENCE_MS : HESITATION_MS;
    if (stoodMs < patienceMs || this.#busy.has(orderId)) return;
    this.#busy.add(orderId);
    this.#answer(order, entry)
      .catch(() => undefined)
      .finally(() => this.#busy.delete(orderId));
  }

  #noted({ orderId }: Reservation, attention: NonNullable<Reservation['attention']>): AttentionLog {
    const { code, operationId, since, evidence } = attention;
    const known = this.log.find((one) => one.orderId === orderId && one.code === code && one.since === since);
    if (known) return known;
    const hasEvidence = typeof evidence === 'object' && evidence !== null && Object.keys(evidence).length > 0;
    const entry = { orderId, code, operationId, since, hasEvidence, answered: false };
    this.log.push(entry);
    return entry;
  }

  async #answer(order: Reservation, entry: AttentionLog): Promise<void> {
    switch (entry.code) {
      case 'operation_unsettled':
      case 'capture_at_risk': {
        const unknown = order.operations.find(({ status }) => status === 'unknown');
        if (unknown) await this.#resolve(order, unknown, entry);
        return;
      }
      case 'timer_operation_refused':
        return this.#goOn(order, entry);
      case 'stray_reservation':
        return this.#release(order, entry);
      default:
        // The rest passes by itself, or shows a fault of ours that the books at the end name.
        return;
    }
  }

  async #resolve(order: Reservation, operation: ReservationOperation, entry: AttentionLog): Promise<void> {
    const found = this.#lookUp(order, operation);
    entry.answered = true;
    const { operationId } = operation;
    await this.door.command({
      orderId: order.orderId,
      command: 'resolve',
      key: `resolve-${operationId}-${entry.since}`,
      body: {
        operationId,
        outcome: found === null ? 'refused' : 'executed',
        evidence: found ?? 'The dashboard shows nothing of it',
      },
    });
  }

  /** What the dashboard shows of an operation, or null. */
  #lookUp({ orderId, operations }: Reservation, operation: ReservationOperation): string | null {
    const all = reservationsOf(this.sandbox, orderId);
    if (operation.kind === 'submit') {
      const standing = all.find(({ status }) => status !== 'CANCELLED' && status !== 'EXPIRED');
      return standing ? `The dashboard shows ${standing.reservationUuid}` : null;
    }
    const executions = all.flatMap(
      ({ reservationUuid }) => this.sandbox.control.books(reservationUuid).executions,
    );
    if (operation.kind !== 'refund') {
      const [execution] = executionsOf(executions, operation.operationId);
      return execution ? `The dashboard shows ${execution.reference ?? execution.kind}` : null;
    }
    const isLike = (one: { reference: string | null; amountMinor: number | null }): boolean =>
      one.reference === operation.reference && one.amountMinor === operation.amountMinor;
    const made = executions.filter((one) => one.kind === 'refund' && one.by === 'api' && isLike(one)).length;
    const known = operations.filter(
      (one) => one.kind === 'refund' && one.status === 'executed' && isLike(one),
    ).length;
    return made > known ? `The dashboard shows a refund of ${operation.reference}` : null;
  }

  /** The timer has stopped after a refusal that no book explains: a person does what the policy would have done. */
  async #goOn({ orderId, allowedActions, policy, amounts }: Reservation, entry: AttentionLog): Promise<void> {
    const wanted = policy.capture === 'manual' && amounts.capturedMinor === 0 ? 'cancel' : 'capture';
    const command = [wanted, 'complete', 'cancel'].find((action) => allowedActions.includes(action));
    if (command === undefined) return;
    entry.answered = true;
    const body = command === 'capture' ? {} : { note: 'Done by hand after the timer was refused' };
    await this.door.command({ orderId, command, key: `by-hand-${command}-${entry.since}`, body });
  }

  async #release({ orderId, reservationUuid }: Reservation, entry: AttentionLog): Promise<void> {
    entry.answered = true;
    for (const stray of reservationsOf(this.sandbox, orderId)) {
      if (stray.reservationUuid === reservationUuid) continue;
      quietly(() => this.sandbox.control.cancelInDashboard(stray.reservationUuid));
    }
  }
}
