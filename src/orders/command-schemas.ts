/** The bodies of the six commands and of `resolve`. Strict: a field nobody knows is a fault. They transform nothing. */
import { z } from 'zod';
import {
  amountMinorSchema,
  emailSchema,
  freeTextSchema,
  linesSchema,
  phoneSchema,
  textSchema,
} from './fields';

const noteSchema = freeTextSchema(1000);

const lineAmountsSchema = z
  .array(
    z.strictObject({ line: z.int().min(0, 'must be a line index from 0'), amountMinor: amountMinorSchema }),
  )
  .min(1, 'must have at least one line')
  .max(500, 'must have at most 500 lines')
  .superRefine((entries, context) => {
    const seen = new Set<number>();
    entries.forEach(({ line }, index) => {
      if (seen.has(line))
        context.addIssue({ code: 'custom', path: [index, 'line'], message: 'names a line twice' });
      seen.add(line);
    });
  });

const AMOUNT_AND_LINES = { path: ['lines'], message: 'cannot stand beside amountMinor: give one of them' };

function notBoth({ amountMinor, lines }: { amountMinor?: unknown; lines?: unknown }): boolean {
  return amountMinor === undefined || lines === undefined;
}

const captureSchema = z
  .strictObject({
    note: noteSchema.exactOptional(),
    amountMinor: amountMinorSchema.exactOptional(),
    lines: lineAmountsSchema.exactOptional(),
  })
  .refine(notBoth, AMOUNT_AND_LINES);

const chargeSchema = z.strictObject({ lines: linesSchema, note: noteSchema.exactOptional() });

const refundSchema = z
  .strictObject({
    reference: textSchema(64),
    note: noteSchema.exactOptional(),
    amountMinor: amountMinorSchema.exactOptional(),
    lines: lineAmountsSchema.exactOptional(),
  })
  .refine(notBoth, AMOUNT_AND_LINES);

const noteOnlySchema = z.strictObject({ note: noteSchema });

const resendSchema = z.strictObject({
  email: emailSchema.exactOptional(),
  phone: phoneSchema.exactOptional(),
});

const resolveSchema = z.strictObject({
  operationId: textSchema(128),
  outcome: z.enum(['executed', 'refused']),
  evidence: freeTextSchema(1000),
});

/** One schema per command, by its name in paths, updates and signals. */
export const commandSchemas = {
  capture: captureSchema,
  charge: chargeSchema,
  refund: refundSchema,
  cancel: noteOnlySchema,
  complete: noteOnlySchema,
  resend: resendSchema,
  resolve: resolveSchema,
} as const;

/** The six commands and `resolve`. */
export type CommandName = keyof typeof commandSchemas;
