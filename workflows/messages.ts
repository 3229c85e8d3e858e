/**
 * What goes in and out of a reservation's workflow: its input, updates, signals and queries, and their shapes.
 * The names on the wire are fixed; other people's scripts use them. Money is an integer of minor units (`…Minor`),
 * instants are ISO 8601 strings, durations inside are milliseconds (`…Ms`).
 */
import { defineSearchAttributeKey } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Customer, OrderInput } from './order';
import type { OrderSheet } from './sheet';
import type { ReservationState } from './state';
import type { Reservation, ReservationOperation, TimelineItem } from './view';

/** The type of an order's workflow. */
export const WORKFLOW_TYPE = 'reservation';

const ID_PREFIX = 'reservation/';

/** The workflow id of an order. */
export function workflowIdOf(orderId: string): string {
  return `${ID_PREFIX}${orderId}`;
}

/** The order id in a workflow id. */
export function orderIdOf(workflowId: string): string {
  return workflowId.slice(ID_PREFIX.length);
}

/** Stands where a free text or a person's data stood in an order that was forgotten. */
export const FORGOTTEN = '(forgotten)';

/** To whoever places a forgotten order once more: its customer, or somebody else; nobody can tell any more. */
export const FORGOTTEN_REFUSAL =
  'The personal data of this order were forgotten, so whether this is the same order cannot be told. Nothing was placed. ' +
  'Read the reservation to see what became of it; place a new order under a new id.';

/** `{note?}` alone captures the whole runway; else an amount, or amounts by line index of the order (never both). */
export interface CaptureBody {
  note?: string;
  amountMinor?: number;
  lines?: LineAmount[];
}

/** An amount against one line: `line` is the index in the order's (or the charge's) lines, from 0. */
export interface LineAmount {
  line: number;
  amountMinor: number;
}

/** New lines to charge to the stored card, tax included. */
export interface ChargeBody {
  lines: { name: string; amountMinor: number; taxPercent: number }[];
  note?: string;
}

/** `reference` is the `CAP…` or `CHA…` refunded; without an amount or lines, what is left of it. */
export interface RefundBody {
  reference: string;
  note?: string;
  amountMinor?: number;
  lines?: LineAmount[];
}

/** Cancel and complete: the note is kept by the provider. */
export interface NoteBody {
  note: string;
}

/** Where to send the payment link once more; nothing means the order's own addresses. */
export interface ResendBody {
  email?: string;
  phone?: { countryCode: string; number: string };
}

/** A person's word on an operation whose outcome is unknown. */
export interface ResolveBody {
  operationId: string;
  outcome: 'executed' | 'refused';
  evidence: string;
}

/** The bodies of the six commands, by name. */
export interface CommandBodies {
  capture: CaptureBody;
  charge: ChargeBody;
  refund: RefundBody;
  cancel: NoteBody;
  complete: NoteBody;
  resend: ResendBody;
}

/** Front Payment's six commands on a reservation. */
export type CommandKind = keyof CommandBodies;

/**
 * Who asks, and under which operation id. Optional: without it the update's own id names the operation, so that
 * a repeated update is the same operation.
 */
export interface CommandContext {
  operationId?: string;
  requestedBy?: string;
}

/** A callback that came in, reduced to what is worth a look: nothing in it is believed. */
export interface CallbackHint {
  /** Which attempt to submit the callback's URL was built for. */
  attempt: number;
  reservationUuid: string;
  status: string;
  /** When the provider says that it sent it, noted on the timeline beside when it came: an old one is no reason to refuse. */
  sentAt?: string;
}

/** What the sweep saw in the provider's history. */
export interface HistoryHint {
  reservationUuid: string;
  titles: string[];
}

/** From the planning of all holds that fall due together: when this one has to act, so that the last is in time. */
export interface PlanHint {
  captureAt: string;
  /** How many captures go before this one. */
  ordersAhead: number;
  /** How many fall due so close together that one moves the other. */
  dueTogether: number;
  /** Even at once it may come too late. */
  atRisk: boolean;
}

/** The answer to every command. */
export interface CommandAnswer {
  operation: ReservationOperation;
  reservation: Reservation;
}

/** `created` is true for the first who placed the order, and for nobody else. */
export interface PlaceAnswer extends Reservation {
  created: boolean;
}

/**
 * The workflow's second argument. `reopen`: the order has ended and is opened again for a late command or callback;
 * never places anything. `carried`: the state of the run before, through continue-as-new.
 */
export type Continuation = { reopen: true } | { carried: ReservationState };

/** What an order can be asked, and what it answers. */
export interface Answers {
  reservation: Reservation;
  timeline: TimelineItem[];
  /** The customer masked. */
  sheet: OrderSheet;
  /** Unmasked, without the personal number: ask only where the asking is recorded. */
  customer: Customer;
  /** Everything there is, unmasked: ask only where the asking is recorded. Null of an order that was not admitted. */
  state: ReservationState | null;
}

/** The type of the failure that carries an answer: its first detail is the answer, null of an order that was not admitted. */
export const ANSWERED = 'Answered';

/** Answers once the checkout URL is known, or fails with the provider's refusal. Meant for update-with-start. */
export const placeUpdate = defineUpdate<PlaceAnswer, [OrderInput]>('place');
export const captureUpdate = defineUpdate<CommandAnswer, [CaptureBody, CommandContext?]>('capture');
export const chargeUpdate = defineUpdate<CommandAnswer, [ChargeBody, CommandContext?]>('charge');
export const refundUpdate = defineUpdate<CommandAnswer, [RefundBody, CommandContext?]>('refund');
export const cancelUpdate = defineUpdate<CommandAnswer, [NoteBody, CommandContext?]>('cancel');
export const completeUpdate = defineUpdate<CommandAnswer, [NoteBody, CommandContext?]>('complete');
export const resendUpdate = defineUpdate<CommandAnswer, [ResendBody, CommandContext?]>('resend');
export const resolveUpdate = defineUpdate<CommandAnswer, [ResolveBody, CommandContext?]>('resolve');

/**
 * How Holdfast itself asks an order. Never accepted: the refusal carries the answer, and the history keeps nothing of it.
 * See docs/decisions/questions-are-updates.md.
 */
export const askUpdate = defineUpdate<void, [keyof Answers]>('ask');

export const captureSignal = defineSignal<[CaptureBody]>('capture');
export const chargeSignal = defineSignal<[ChargeBody]>('charge');
export const refundSignal = defineSignal<[RefundBody]>('refund');
export const cancelSignal = defineSignal<[NoteBody]>('cancel');
export const completeSignal = defineSignal<[NoteBody]>('complete');
export const resendSignal = defineSignal<[ResendBody]>('resend');
export const resolveSignal = defineSignal<[ResolveBody]>('resolve');
export const callbackSignal = defineSignal<[CallbackHint]>('callback');
export const historySignal = defineSignal<[HistoryHint]>('history');
export const planSignal = defineSignal<[PlanHint]>('plan');

export const reservationQuery = defineQuery<Reservation>('reservation');
export const timelineQuery = defineQuery<TimelineItem[]>('timeline');

/** What the engine's lists can be filtered by. Never encrypted, so no personal data in any of them. */
export const stateAttribute = defineSearchAttributeKey('HoldfastState', 'KEYWORD');
export const attentionAttribute = defineSearchAttributeKey('HoldfastAttention', 'BOOL');
export const captureByAttribute = defineSearchAttributeKey('HoldfastCaptureBy', 'DATETIME');
export const amountAttribute = defineSearchAttributeKey('HoldfastAmountMinor', 'INT');
export const reservationUuidAttribute = defineSearchAttributeKey('HoldfastReservationUuid', 'KEYWORD');
/** When the order's own policy has its timer act on the hold, before any plan for a crowd; none when nothing is due. */
export const timerAtAttribute = defineSearchAttributeKey('HoldfastTimerAt', 'DATETIME');
/** The provider's references of the order's captures and charges. */
export const referencesAttribute = defineSearchAttributeKey('HoldfastReferences', 'KEYWORD_LIST');
/**
 * When this life of the order began, in milliseconds since 1970: its place in a list, whichever run of it goes on. A number,
 * for SQL stores have room for three instants in all.
 */
export const createdAtAttribute = defineSearchAttributeKey('HoldfastCreatedAtMs', 'INT');
/** When anything of the order that can be seen was last published: never before the newest item of its timeline. */
export const changedAtAttribute = defineSearchAttributeKey('HoldfastChangedAt', 'DATETIME');
