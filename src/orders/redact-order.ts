/**
 * An ended order without its customer: everything a person wrote or is known by becomes FORGOTTEN, and what tells of the
 * money stays: amounts, references, operations, times, states. Pure. Of what came from outside a list says what stays,
 * never what goes: what is new there is forgotten with the rest.
 */
import { FORGOTTEN } from '../../workflows/messages';
import type { Operation, Resolution } from '../../workflows/operation';
import type { Customer, Order, OrderInput, OrderLine, Payment } from '../../workflows/order';
import type { Reading } from '../../workflows/reading';
import type { Attention, Forgotten, ReservationState, TimelineItem } from '../../workflows/state';

/** The state without anything personal. A state that was redacted before comes back as it was, and keeps who asked first. */
export function redactOrder(state: ReservationState, forgotten: Forgotten): ReservationState {
  return {
    ...state,
    forgotten: state.forgotten ?? forgotten,
    input: redactInput(state.input),
    order: redactAdmitted(state.order),
    checkoutUrl: null,
    lastReading: state.lastReading && redactReading(state.lastReading),
    operations: state.operations.map(redactOperation),
    resolutions: state.resolutions.map(redactResolution),
    attentions: state.attentions.map(redactAttention),
    timeline: state.timeline.map(redactItem),
  };
}

function redactInput(input: OrderInput): OrderInput {
  const { orderId, currency, customer, lines, payment, notify, linkExpiresAt, policy } = input;
  return {
    orderId,
    currency,
    customer: redactCustomer(customer),
    lines: lines.map(redactLine),
    ...(payment && { payment: redactPayment(payment) }),
    ...(notify && { notify }),
    ...(linkExpiresAt !== undefined && { linkExpiresAt }),
    ...(policy && { policy }),
  };
}

function redactAdmitted(order: Order): Order {
  return {
    ...order,
    customer: redactCustomer(order.customer),
    lines: order.lines.map(redactLine),
    payment: redactPayment(order.payment),
  };
}

function redactCustomer({ type }: Customer): Customer {
  return {
    type,
    name: FORGOTTEN,
    email: FORGOTTEN,
    phone: { countryCode: '', number: FORGOTTEN },
    language: 'en',
    address: { street: FORGOTTEN, zip: FORGOTTEN, city: FORGOTTEN, country: FORGOTTEN },
  };
}

/** A line is named for its buyer often enough: "Cabin for the Nordmanns". */
function redactLine({ amountMinor, taxPercent }: OrderLine): OrderLine {
  return { name: FORGOTTEN, amountMinor, taxPercent };
}

function redactPayment(payment: Payment): Payment {
  return payment.via === 'link'
    ? payment
    : { via: payment.via, successUrl: FORGOTTEN, failureUrl: FORGOTTEN };
}

function redactReading(reading: Reading): Reading {
  return { ...reading, products: reading.products.map((product) => ({ ...product, name: FORGOTTEN })) };
}

function redactOperation(operation: Operation): Operation {
  const { body, provider, intent } = operation;
  return {
    ...operation,
    body: body && redactBody(body),
    provider: provider && { status: provider.status, message: FORGOTTEN, fields: [] },
    intent: intent && { ...intent, baseline: intent.baseline && redactReading(intent.baseline) },
  };
}

/** What a refund of it, or a repeat of it, is judged by; a note, an address or a telephone number is not. */
function redactBody(body: NonNullable<Operation['body']>): NonNullable<Operation['body']> {
  const { reference, amountMinor, lines, note } = body as {
    reference?: string;
    amountMinor?: number;
    lines?: readonly (OrderLine | { line: number; amountMinor: number })[];
    note?: string;
  };
  return {
    ...(reference !== undefined && { reference }),
    ...(amountMinor !== undefined && { amountMinor }),
    ...(lines !== undefined && {
      lines: lines.map((line) =>
        'name' in line ? redactLine(line) : { line: line.line, amountMinor: line.amountMinor },
      ),
    }),
    ...(note !== undefined && { note: FORGOTTEN }),
  } as NonNullable<Operation['body']>;
}

function redactResolution(resolution: Resolution): Resolution {
  const { shown } = resolution;
  return { ...resolution, evidence: FORGOTTEN, shown: shown && redactReading(shown) };
}

function redactAttention(attention: Attention): Attention {
  return { ...attention, message: FORGOTTEN, evidence: null };
}

/** One item of a timeline, as it may stand anywhere: names, numbers, references and times of it stay. */
export function redactItem({ id, at, type, source, data }: TimelineItem): TimelineItem {
  const kept = Object.entries(data).filter(([name, value]) => KEPT.has(name) && isPlain(value));
  return { id, at, type, source, data: Object.fromEntries(kept) };
}

/** What our own code puts there, none of it words: ids, codes, instants, amounts, counts. */
const KEPT: ReadonlySet<string> = new Set([
  'amountMinor',
  'attempt',
  'because',
  'by',
  'captureAt',
  'captureBy',
  'chargeBy',
  'code',
  'does',
  'dueTogether',
  'from',
  'insteadOf',
  'kind',
  'name',
  'neededMs',
  'nextAt',
  'operationId',
  'ordersAhead',
  'outcome',
  'reason',
  'reference',
  'refusal',
  'reservationUuid',
  'reservedMinor',
  'retryAfterMs',
  'runwayMinor',
  'safetyMarginMs',
  'sentAt',
  'titles',
  'to',
]);

/** Anything that has a blank in it, or is nested, may be somebody's words. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === 'string') return /^[\w.:+/-]{0,128}$/.test(value);
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}
