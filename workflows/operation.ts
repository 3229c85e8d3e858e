/**
 * One operation, from when it was asked for until its outcome is known, and what tells of its outcome: plain JSON.
 * Types only.
 */
import type { CommandBodies, CommandKind } from './messages';
import type { ProductAmount, ProviderMovement, Reading } from './reading';

/** Submit and the six commands: what is followed until its outcome is known. */
export type OperationKind = 'submit' | CommandKind;

/** `pending`: not sent, or sent and unanswered. `unknown`: from an ambiguous answer until it is settled. */
export type OperationStatus = 'pending' | 'executed' | 'refused' | 'unknown';

/** One thing that was asked for, followed until its outcome is known. */
export interface Operation {
  operationId: string;
  kind: OperationKind;
  status: OperationStatus;
  /** What it moves; null until it is judged, and for what moves no money. */
  amountMinor: number | null;
  /** What came of it (`CAP…`, `CHA…`, `RES…`), or for a refund the source it refunds. */
  reference: string | null;
  requestedBy: string;
  requestedAt: string;
  settledAt: string | null;
  /** Why it was refused or is unknown: a stable code. */
  reason: string | null;
  /** The provider's own refusal, if it was one. */
  provider: ProviderRefusal | null;
  /** The body it was asked with; null for submit. */
  body: CommandBodies[CommandKind] | null;
  /** How often it was sent without our learning what came of it. */
  ambiguousSends: number;
  sentAt: string | null;
  /** Not before this instant: the next send after a back-off, or the next reading of an unknown outcome. */
  dueAt: string | null;
  /** The intent: what is sent, and what the provider's books showed before. Recorded before anything is sent. */
  intent: Intent | null;
  /** The readings since the last ambiguous answer, oldest first. */
  readings: Evidence[];
  /** How often it surely did not happen and was put off (429, 401, nothing written). */
  putOff: number;
}

/** What is about to be sent, and by what it will be recognised. */
export interface Intent {
  baseline: Reading | null;
  products: ProductAmount[];
  /** True when the provider itself would refuse a second execution. */
  repeatable: boolean;
}

/** In the provider's own words, without anything personal. */
export interface ProviderRefusal {
  status: number | null;
  message: string | null;
  fields: string[];
}

/** One look at the provider's books while an outcome was unknown; all null where only history could be searched. */
export interface Evidence {
  at: string;
  found: boolean;
  status: string | null;
  reservedMinor: number | null;
  capturedMinor: number | null;
  chargedMinor: number | null;
  refundedMinor: number | null;
  /** The captures and charges that the baseline did not have, with the operation that each names. */
  newMovements: Pick<ProviderMovement, 'reference' | 'amountMinor' | 'marker'>[];
}

/** A person's word on an unknown operation, and what became of it. */
export interface Resolution {
  /** Names this word: the same key again is the same word. */
  key: string | null;
  operationId: string;
  outcome: 'executed' | 'refused';
  evidence: string;
  requestedBy: string;
  requestedAt: string;
  /** Not before this instant; null once it was taken or contradicted. */
  dueAt: string | null;
  result: 'accepted' | 'contradicted' | null;
  /** What the books showed when it was checked. */
  shown: Reading | null;
}
