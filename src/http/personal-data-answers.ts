/** What the export of an order answers, and its being forgotten, for their schemas and so for `/openapi.json`. */
import { z } from 'zod';
import { reservationSchema } from './answer-schemas';

const instant = z.iso.datetime();

const forgottenFact = z.object({
  at: instant,
  by: z.string().describe('The API key that asked, by its id'),
  note: z.string(),
});

/** As it is kept: other versions of Holdfast may keep more of it. */
const asKept = z.record(z.string(), z.unknown());

/** Everything known of an order. */
export const exportSchema = z
  .object({
    orderId: z.string(),
    exportedAt: instant,
    reservation: reservationSchema,
    order: asKept.describe('As it was sent, with the customer'),
    admitted: asKept.describe('As it was kept: with the defaults of the settings'),
    operations: z.array(asKept).describe('With the bodies they were asked with'),
    resolutions: z.array(asKept).describe('What people have said of unknown operations'),
    attentions: z.array(asKept),
    ledger: asKept,
    lastReading: asKept.nullable().describe('What the provider’s books showed last'),
    timeline: z.array(asKept),
    shown: z
      .array(z.object({ at: instant, by: z.string() }))
      .describe('To whom the customer was shown, this export included'),
    webhooks: z.array(asKept).describe('What a booking system was told, oldest first'),
    forgotten: forgottenFact.nullable().describe('Null unless the order was forgotten'),
  })
  .meta({
    id: 'OrderExport',
    description: 'Everything known of an order, for its customer’s right to see it',
  });

/** What is left of a forgotten order. */
export const forgottenSchema = z
  .object({
    forgotten: forgottenFact.describe('Of the first time, if it was forgotten before'),
    reservation: reservationSchema,
    isComplete: z.boolean().describe('False with 202: the engine still deletes histories; ask again'),
    runsDeleted: z.int().min(0).describe('Histories that the engine was told to delete'),
    webhooksRedacted: z.int().min(0).describe('Webhooks whose texts are gone'),
    filesOverwritten: z
      .boolean()
      .describe(
        'Whether the SQLite files of this machine were overwritten where it stood; false where they are not ours, or were too busy: ask again',
      ),
  })
  .meta({ id: 'ForgottenOrder', description: 'The money’s trail, without the customer' });
