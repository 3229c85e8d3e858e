/**
 * The points at which a worker dies in the matrix, in the order in which an operation passes them, and what each
 * leaves behind.
 */
import type { OperationKind } from '../../workflows/operation';

/** Short gaps, and as many readings as there are columns for them. */
export const VERIFY_SCHEDULE_MS = [200, 300, 400];

/**
 * `history`: what the engine knows of the operation when the worker has died. `nothing` or the `intent`, which the next
 * worker carries out, also where this one had it in its hands; a send whose answer is `lost`; or the `outcome`.
 * `received`: how many calls of the operation the provider has received by then. Without any, nothing was executed.
 */
export interface CrashPoint {
  heading: string;
  history: 'nothing' | 'intent' | 'lost' | 'outcome';
  received: 0 | 1 | 2;
}

export const CRASH_POINTS = {
  beforeIntent: { heading: 'before intent', history: 'nothing', received: 0 },
  afterIntent: { heading: 'after intent', history: 'intent', received: 0 },
  beforeSend: { heading: 'before it begins', history: 'intent', received: 0 },
  begun: { heading: 'begun, not sent', history: 'lost', received: 0 },
  afterSend: { heading: 'sent, no answer', history: 'lost', received: 1 },
  afterAnswer: { heading: 'answer, no record', history: 'lost', received: 1 },
  reading1: { heading: '1st reading', history: 'lost', received: 1 },
  reading2: { heading: '2nd reading', history: 'lost', received: 1 },
  reading3: { heading: 'last reading', history: 'lost', received: 1 },
  afterRepeat: { heading: 'sent again, no answer', history: 'lost', received: 2 },
  beforeCompletion: { heading: 'before completion', history: 'outcome', received: 1 },
  afterCompletion: { heading: 'after completion', history: 'outcome', received: 1 },
  beforeRecord: { heading: 'before record', history: 'outcome', received: 1 },
  afterRecord: { heading: 'after record', history: 'outcome', received: 1 },
} as const satisfies Record<string, CrashPoint>;

export type CrashPointName = keyof typeof CRASH_POINTS;

/** One operation that a worker is armed against. */
export interface ArmedCell {
  orderId: string;
  operationId: string;
  kind: OperationKind;
  /** Whether the provider carries it out. */
  happened: boolean;
}

/** Which verification reading a point lies in, from 1; null for the other points. */
export function readingOf(point: CrashPointName): number | null {
  return point.startsWith('reading') ? Number(point.slice('reading'.length)) : null;
}

/** What looks for an unknown operation of this kind at the provider. */
export function readingActivity(kind: OperationKind): 'readDetails' | 'readHistory' | 'searchStrangers' {
  if (kind === 'submit') return 'searchStrangers';
  return kind === 'resend' ? 'readHistory' : 'readDetails';
}

/** Whether a point lies at the order's own end. */
export function isRecord(point: CrashPointName): boolean {
  return point === 'beforeRecord' || point === 'afterRecord';
}

/** Points at which the worker cannot know by itself that it has come there: the test sees it, and gives the word. */
export const ON_THE_WORD: ReadonlySet<CrashPointName> = new Set<CrashPointName>([
  'afterIntent',
  'afterSend',
  'afterRepeat',
  'afterCompletion',
]);
