// What can go wrong on purpose. Four kinds: a call's answer (before or after executing), refunds that stay pending,
// readings that lag, callbacks.
// Chances come from the seeded generator. Faults live in memory: a restart clears them.
import { z } from 'zod';
import { CALL_NAMES, type CallName } from './call-names';
import type { Random } from './random';
import { isDocumentedRefusal } from './wire/refusals';

/** Longest silence of any fault, in ms. */
export const LONGEST_SILENCE_MS = 10 * 60_000;

/** Longest time a refund stays pending, in ms. */
const LONGEST_PENDING_MS = 365 * 24 * 60 * 60_000;

/** The calls that can be answered as done without being done. */
const DENIABLE = ['capture', 'charge', 'cancel', 'complete', 'resend', 'refund'];

const target = {
  reservationUuid: z.string().optional(),
  referenceNo: z.string().optional(),
};
const chance = {
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
};

const callFault = z
  .strictObject({
    /** Which call; `any` is every one of the ten. */
    call: z.enum([...CALL_NAMES, 'any']),
    /**
     * `refusal` answers the documented refusal in `message`; `slow` answers truly, but late; `lie` says done and does
     * nothing, whatever state the reservation is in (only with `before`).
     */
    kind: z.enum([
      'reset',
      'timeout',
      '500',
      '510',
      'unreadable',
      'redirect',
      '429',
      '401',
      'refusal',
      'slow',
      'lie',
    ]),
    /** Whether the call is executed before the fault shows. */
    when: z.enum(['before', 'after']),
    /** How long the caller waits for it; for `timeout`, how long the socket stays open and silent (default 120 s). */
    afterMs: z.int().min(0).max(LONGEST_SILENCE_MS).optional(),
    /** For `refusal`: the key, such as `refundRejectionForWeeklyThresholdExceed`. */
    message: z.string().optional(),
    /** For `429`: seconds in `Retry-After`, default 1. */
    retryAfterS: z.int().min(0).optional(),
    ...chance,
    ...target,
  })
  .refine((fault) => fault.kind !== 'refusal' || isRefusalOf(fault.call, fault.message), {
    error: 'the fault kind "refusal" needs one call and a message that its page documents',
  })
  .refine(({ kind, call, when }) => kind !== 'lie' || (when === 'before' && DENIABLE.includes(call)), {
    error: 'the fault kind "lie" needs one of the commands, and "before"',
  });

const pendingFault = z.strictObject({
  /** Refunds that are accepted through the API; whatever stands in for the answer may be set beside it. */
  call: z.literal('refund'),
  kind: z.literal('pending'),
  /** How long details do not show the refund, on the reservation's clock. */
  afterMs: z.int().min(0).max(LONGEST_PENDING_MS),
  /** What becomes of it then: details show it, or it is rejected, with a history row and without the money. */
  end: z.enum(['shown', 'rejected']),
  ...chance,
  ...target,
});

const lagFault = z
  .strictObject({
    /** Details show the state of that many ms ago, on the reservation's clock. */
    detailsLagMs: z.int().positive().optional(),
    /** History shows no row younger than that many ms. */
    historyLagMs: z.int().positive().optional(),
    ...target,
  })
  .refine((fault) => (fault.detailsLagMs ?? fault.historyLagMs) !== undefined, {
    error: 'a lag needs detailsLagMs or historyLagMs',
  });

const callbackFault = z.strictObject({
  /** `reorder` holds one back until the next has been sent; `misspell` sends the provider's RESEVRED. */
  callback: z.enum(['drop', 'double', 'delay', 'reorder', 'forge', 'misspell']),
  /** Only callbacks of that status. */
  status: z.enum(['RESERVED', 'CAPTURED', 'CHARGED']).optional(),
  /** For `delay` and, at most, `reorder`; default 1000. */
  delayMs: z.int().min(0).max(LONGEST_SILENCE_MS).optional(),
  ...chance,
  ...target,
});

/** What `setFault` takes. */
export const faultSchema = z.union([callFault, pendingFault, lagFault, callbackFault]);

/** A fault on a call's answer. Units: ms. */
export type CallFault = z.infer<typeof callFault>;
/** A refund that is accepted, and done or rejected later. */
export type PendingFault = z.infer<typeof pendingFault>;
/** Readings that lag behind. */
export type LagFault = z.infer<typeof lagFault>;
/** A fault on callbacks. */
export type CallbackFault = z.infer<typeof callbackFault>;
/** Any fault. */
export type Fault = z.infer<typeof faultSchema>;

/** A fault that was set, with its id and how often it may still strike (null: for ever). */
export interface SetFault {
  id: number;
  fault: Fault;
  left: number | null;
}

/** Whom a call or callback is about; what faults are aimed at. */
export interface Aim {
  reservationUuid: string | null;
  referenceNo: string | null;
}

/** So many used-up faults are remembered: whoever set one looks for it now, not among those of last week. */
const MOST_USED_UP = 20;

/** The faults that are set. */
export class Faults {
  private set: SetFault[] = [];
  private used: SetFault[] = [];
  private lastId = 0;

  constructor(private readonly random: Random) {}

  /** Sets a fault; several that fit are tried in the order they were set. */
  add(fault: Fault): SetFault {
    this.lastId += 1;
    const entry = { id: this.lastId, fault, left: 'times' in fault ? (fault.times ?? null) : null };
    this.set.push(entry);
    return entry;
  }

  /** All that are set and can still strike. */
  list(): SetFault[] {
    return structuredClone(this.set);
  }

  /** Those that have struck as often as they were to, in the order they were used up; the last twenty. */
  usedUp(): SetFault[] {
    return structuredClone(this.used);
  }

  /** Takes one away, or all; also what is told of those that are used up. */
  clear(id?: number): void {
    const isKept = (entry: SetFault) => id !== undefined && entry.id !== id;
    this.set = this.set.filter(isKept);
    this.used = this.used.filter(isKept);
  }

  /** The fault that strikes a call now, if one does; it is used up by that. */
  drawForCall(call: CallName, when: 'before' | 'after', aim: Aim): CallFault | null {
    return this.draw((fault): fault is CallFault => {
      return 'when' in fault && fault.when === when && (fault.call === call || fault.call === 'any');
    }, aim);
  }

  /** The fault that keeps a refund pending which is being accepted now. */
  drawForRefund(aim: Aim): PendingFault | null {
    return this.draw((fault): fault is PendingFault => 'end' in fault, aim);
  }

  /** The fault that strikes a callback now. */
  drawForCallback(status: string, aim: Aim): CallbackFault | null {
    return this.draw((fault): fault is CallbackFault => {
      return 'callback' in fault && (fault.status === undefined || fault.status === status);
    }, aim);
  }

  /** How far a reading lags behind, in ms; the largest that fits. */
  lagMs(reading: 'detailsLagMs' | 'historyLagMs', aim: Aim): number {
    const lags = this.set.map(({ fault }) =>
      reading in fault && isAimedAt(fault, aim) ? ((fault as LagFault)[reading] ?? 0) : 0,
    );
    return Math.max(0, ...lags);
  }

  private draw<T extends CallFault | PendingFault | CallbackFault>(
    fits: (fault: Fault) => fault is T,
    aim: Aim,
  ): T | null {
    for (const entry of this.set) {
      const { fault } = entry;
      if (!fits(fault) || !isAimedAt(fault, aim)) continue;
      if (fault.probability !== undefined && this.random.next() >= fault.probability) continue;
      if (entry.left !== null) entry.left -= 1;
      if (entry.left === 0) this.retire(entry);
      return fault;
    }
    return null;
  }

  private retire(entry: SetFault): void {
    this.set = this.set.filter((other) => other !== entry);
    this.used = [...this.used, entry].slice(-MOST_USED_UP);
  }
}

function isAimedAt(fault: Fault, aim: Aim): boolean {
  return (
    (fault.reservationUuid === undefined || fault.reservationUuid === aim.reservationUuid) &&
    (fault.referenceNo === undefined || fault.referenceNo === aim.referenceNo)
  );
}

function isRefusalOf(call: CallName | 'any', message: string | undefined): boolean {
  return call !== 'any' && message !== undefined && isDocumentedRefusal(call, message);
}
