/**
 * What answers look like, for `/openapi.json`. The types are the workflow's; a test holds the two together. An `id` is the
 * schema's name there.
 */
import { z } from 'zod';
import { policySchema } from '../orders/order-schema';

const instant = z.iso.datetime();
const amountMinor = z.int().min(0).describe('Minor units: NOK 150.00 is 15000');

const operationKind = z.enum(['submit', 'capture', 'charge', 'refund', 'cancel', 'complete', 'resend']);

/** One operation. */
export const operationSchema = z
  .object({
    operationId: z.string(),
    kind: operationKind,
    status: z.enum(['pending', 'executed', 'refused', 'unknown']),
    amountMinor: amountMinor.nullable(),
    reference: z.string().nullable(),
    requestedBy: z.string(),
    requestedAt: instant,
    settledAt: instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({
    id: 'Operation',
    description: 'One command that was asked for, followed until its outcome is known',
  });

const attentionSchema = z
  .object({
    code: z.enum([
      'capture_at_risk',
      'capture_deadline_missed',
      'operation_unsettled',
      'provider_unauthorized',
      'books_differ',
      'timer_operation_refused',
      'stray_reservation',
      'reservation_missing',
      'provider_unreachable',
    ]),
    message: z.string(),
    operationId: z.string().nullable(),
    since: instant,
    evidence: z.unknown(),
  })
  .meta({ id: 'Attention', description: 'What waits for a person, with the reason and the evidence' });

/** The states of an order, in the order of its life. */
export const stateSchema = z
  .enum([
    'submitting',
    'awaitingPayment',
    'reserved',
    'captured',
    'completed',
    'cancelled',
    'expired',
    'failed',
  ])
  .meta({ id: 'State', description: 'Where the order is in its life; attention stands beside it' });

/** What an order's timer does next. */
export const timerSchema = z
  .object({ at: instant, does: z.enum(['capture', 'release', 'cancel', 'complete', 'none']) })
  .meta({
    id: 'Timer',
    description:
      'What the timer does next: `release` lets go of the hold, `cancel` withdraws an unpaid link; `none`: the time comes, and nothing is done',
  });

/** The reservation, as every answer shows it. */
export const reservationSchema = z
  .object({
    orderId: z.string(),
    workflowId: z.string(),
    reservationUuid: z.string().nullable(),
    state: stateSchema,
    provider: z.object({ status: z.string(), isPaid: z.boolean() }).nullable(),
    checkoutUrl: z.string().nullable(),
    currency: z.string(),
    amounts: z.object({
      orderMinor: amountMinor,
      reservedMinor: amountMinor,
      capturedMinor: amountMinor,
      chargedMinor: amountMinor,
      refundedMinor: amountMinor,
      runwayMinor: amountMinor,
    }),
    deadlines: z.object({
      payBy: instant.nullable(),
      captureAt: instant.nullable(),
      captureBy: instant.nullable(),
      chargeBy: instant.nullable(),
    }),
    timer: timerSchema.nullable().describe('Null when no timer is running'),
    policy: policySchema,
    attention: attentionSchema.nullable(),
    allowedActions: z.array(z.string()),
    operations: z.array(operationSchema),
    createdAt: instant,
  })
  .meta({ id: 'Reservation', description: 'Everything a reader may know of one order' });

/** The answer to every command. */
export const commandAnswerSchema = z
  .object({ operation: operationSchema, reservation: reservationSchema })
  .meta({ id: 'CommandAnswer', description: 'The operation, and the reservation after it' });

/** A page of reservations. */
export const reservationPageSchema = z
  .object({
    items: z.array(reservationSchema),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one'),
    unreadable: z.array(z.string()).optional().describe('Orders of this page whose workflow did not answer'),
  })
  .meta({
    id: 'ReservationPage',
    description: 'May hold fewer than were asked for, or none: only nextCursor tells the end',
  });

const timelineItemSchema = z
  .object({
    id: z.string(),
    at: instant,
    type: z.string(),
    source: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineItem', description: 'One thing that happened, and who caused it' });

/** A page of the timeline. */
export const eventPageSchema = z
  .object({ items: z.array(timelineItemSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'EventPage', description: 'The timeline from the cursor on, oldest first' });

/** A problem document. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; docs/reference/problems.md lists all'),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    state: stateSchema.optional(),
    allowedActions: z.array(z.string()).optional(),
    operation: operationSchema.optional(),
    provider: z
      .object({
        status: z.int().nullable(),
        message: z.string().nullable(),
        fields: z.array(z.string()).optional(),
      })
      .optional(),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457)' });

/** The answers of a route, for its schema: those given, and a problem for everything else. */
export function answers<T extends Record<number, z.ZodType>>(schemas: T) {
  const problem = {
    description: 'A problem',
    content: { 'application/problem+json': { schema: problemSchema } },
  };
  return { ...schemas, '4xx': problem, '5xx': problem };
}
