/** What is kept of an order that has ended, and how it may be asked for. Both are checked at this door. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import { RecordInvalidError } from './records-errors';

/** The states in which an order has ended. */
export const ENDED_STATES = ['completed', 'cancelled', 'expired', 'failed'] as const;

/** The largest page that may be asked for. */
export const RECORDS_PAGE_LIMIT = 1000;

/** The order of a page: by `createdAt`, newest first, or by `captureBy`, earliest first and without one last. */
export type RecordsSort = 'newest' | 'captureBy';

/**
 * An ended order. Amounts in minor units; instants ISO 8601 with zone, given back in UTC with milliseconds.
 * `body` is any JSON: the whole last state with its timeline (encrypted by the caller where it must be).
 */
export interface OrderRecord {
  readonly orderId: string;
  readonly state: (typeof ENDED_STATES)[number];
  readonly attention: boolean;
  readonly currency: string;
  readonly orderMinor: number;
  readonly reservedMinor: number;
  readonly capturedMinor: number;
  readonly chargedMinor: number;
  readonly refundedMinor: number;
  readonly captureBy: string | null;
  readonly reservationUuid: string | null;
  readonly createdAt: string;
  readonly endedAt: string;
  readonly body: unknown;
}

/** How many orders have ended in each of these states. */
export type EndedCounts = Record<OrderRecord['state'], number>;

/** Which records, in which order. Left out filters do not filter. */
export interface RecordsQuery {
  readonly states?: readonly OrderRecord['state'][];
  readonly attention?: boolean;
  /** Only records with a `captureBy` before this instant. */
  readonly captureBefore?: string;
  /** Only records without a `captureBy`. */
  readonly withoutCaptureBy?: boolean;
  /** The beginning of the order id or of the reservation's uuid, taken literally, upper and lower case distinct. */
  readonly prefix?: string;
  readonly sort: RecordsSort;
  /** The last record of the page before: its `createdAt` or `captureBy` (by `sort`) and its order id. */
  readonly after?: { readonly key: string | null; readonly orderId: string };
  /** 1 to RECORDS_PAGE_LIMIT. */
  readonly limit: number;
}

// One width for all, so that instants sort as text in both databases.
const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => DateTime.fromISO(text).toUTC().toISO() ?? '')
  .refine(
    (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text),
    'is no instant of the years 0 to 9999',
  );
const amount = z.int().min(0);
// PostgreSQL stores no NUL in text.
const text = z
  .string()
  .min(1)
  .regex(/^[^\0]*$/, 'has a NUL character');

const RecordSchema = z.strictObject({
  orderId: text,
  state: z.enum(ENDED_STATES),
  attention: z.boolean(),
  currency: text,
  orderMinor: amount,
  reservedMinor: amount,
  capturedMinor: amount,
  chargedMinor: amount,
  refundedMinor: amount,
  captureBy: instant.nullable(),
  reservationUuid: text.nullable(),
  createdAt: instant,
  endedAt: instant,
  body: z.unknown().refine(isJson, 'is no JSON'),
});

const QuerySchema = z
  .strictObject({
    states: z.array(z.enum(ENDED_STATES)).optional(),
    attention: z.boolean().optional(),
    captureBefore: instant.optional(),
    withoutCaptureBy: z.boolean().optional(),
    prefix: z.string().optional(),
    sort: z.enum(['newest', 'captureBy']),
    after: z.strictObject({ key: instant.nullable(), orderId: text }).optional(),
    limit: z.int().min(1).max(RECORDS_PAGE_LIMIT),
  })
  .refine(
    (query) => query.sort !== 'newest' || query.after?.key !== null,
    'after.key is needed with this sort',
  );

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

/** A record with its instants in one form. @throws RecordInvalidError naming every field at fault, never its value. */
export function checkRecord(record: OrderRecord): OrderRecord {
  const checked = RecordSchema.safeParse(record);
  if (!checked.success) throw new RecordInvalidError('record', problemsOf(checked.error));
  return checked.data;
}

/** A query with its instants in one form. @throws RecordInvalidError naming every field at fault. */
export function checkQuery(query: RecordsQuery): z.output<typeof QuerySchema> {
  const checked = QuerySchema.safeParse(query);
  if (!checked.success) throw new RecordInvalidError('query', problemsOf(checked.error));
  return checked.data;
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim());
}
