/** What the routes of the dashboard answer, for their schemas and so for `/openapi.json`. */
import { z } from 'zod';
import { API_ROLES } from '../config/key-lists';
import { timerSchema } from './answer-schemas';

const instant = z.iso.datetime();
const amountMinor = z.int().min(0).describe('Minor units: NOK 150.00 is 15000');
const count = z.int().min(0);

/** Who is signed in. */
export const sessionSchema = z
  .object({
    role: z.enum(API_ROLES),
    csrfToken: z.string().describe('To be sent as x-csrf-token with every request but GET and HEAD'),
    expiresAt: instant,
    sandbox: z.boolean().describe('Whether the provider is the sandbox'),
    version: z.string(),
  })
  .meta({ id: 'Session', description: 'Who is signed in, and until when' });

/** How many orders there are of what needs looking at. */
export const summarySchema = z
  .object({
    asOf: instant,
    open: count.describe('Orders whose workflow runs'),
    dueWithin24h: count.describe('Holds whose capture deadline ends within 24 hours, or has ended'),
    dueWithin1h: count.describe('The same within one hour'),
    attention: count.describe('Open orders that wait for a person'),
    byState: z
      .object({
        submitting: count,
        awaitingPayment: count,
        reserved: count,
        captured: count,
        completed: count,
        cancelled: count,
        expired: count,
        failed: count,
      })
      .describe('Open orders by their state; one that has ended is open for moments only'),
  })
  .meta({ id: 'Summary', description: 'Counts of open orders, as the engine has them' });

const movementLineSchema = z.object({
  line: z.int().min(0).describe('Index in the order’s lines; for a charge in the charge’s own'),
  name: z.string(),
  amountMinor,
  refundedMinor: amountMinor,
});

/** What was sold, what moved, and what the timer will do; the customer masked. */
export const sheetSchema = z
  .object({
    lines: z.array(z.object({ line: z.int().min(0), name: z.string(), amountMinor, taxPercent: z.number() })),
    customer: z.object({
      name: z.string(),
      email: z.string(),
      phone: z.string(),
      isMasked: z.literal(true),
    }),
    movements: z.array(
      z.object({
        reference: z.string().nullable().describe('Null until the provider has shown it'),
        kind: z.enum(['capture', 'charge']),
        amountMinor,
        refundedMinor: amountMinor,
        at: instant.nullable(),
        lines: z
          .array(movementLineSchema)
          .optional()
          .describe('Absent when somebody else moved it: nobody told of which lines'),
      }),
    ),
    timer: timerSchema.nullable(),
    asOf: instant.describe('The order’s own present: a sandbox can move an order’s clock ahead'),
    shown: z
      .array(z.object({ at: instant, by: z.string() }))
      .describe('When the customer was shown, to whom'),
  })
  .meta({ id: 'OrderSheet', description: 'One order as a person reads it beside its reservation' });

/** The customer, unmasked. The personal number is never shown. */
export const customerSchema = z
  .object({
    customer: z.object({
      type: z.enum(['private', 'corporate']),
      name: z.string(),
      email: z.string(),
      phone: z.string(),
      language: z.string(),
      address: z.object({ street: z.string(), zip: z.string(), city: z.string(), country: z.string() }),
      organizationId: z.string().optional(),
    }),
  })
  .meta({ id: 'ShownCustomer', description: 'The customer, shown on purpose' });

/** What can be found out about the surroundings by itself. */
export const diagnosisSchema = z
  .object({
    checks: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean().nullable().describe('Null: cannot be told'),
        message: z.string(),
        todo: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Diagnosis', description: 'Each check, with what to do about it' });

const setFault = z.object({ id: z.int(), fault: z.record(z.string(), z.unknown()) });

/** The sandbox's clock, the faults that are set, and those that were. */
export const sandboxSchema = z
  .object({
    now: instant,
    faults: z.array(
      setFault.extend({ left: z.int().nullable().describe('How often it may still strike; null: for ever') }),
    ),
    usedUp: z
      .array(setFault)
      .describe('Faults that have struck as often as they were to, the last of them at the end; at most 20'),
  })
  .meta({ id: 'Sandbox', description: 'The sandbox’s clock, the faults that are set, and those used up' });

/** No body. */
export const nothingSchema = z.null().describe('Done');
