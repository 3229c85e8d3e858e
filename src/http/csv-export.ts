/**
 * All orders of a list as CSV (RFC 4180), a page at a time and as fast as the reader takes it. A text that a spreadsheet
 * would run as a formula gets an apostrophe before it. What goes wrong on the way ends the connection: a file that is cut
 * off must not look whole.
 */
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { FastifyInstance } from 'fastify';
import type { ListQuery, Reservation, ReservationPage, ReservationsClient } from '../client';

/** The list, without how much of it. */
export type ExportQuery = Omit<ListQuery, 'limit' | 'cursor'>;

/** The columns, in their order; the names are published. */
export const CSV_COLUMNS = [
  'orderId',
  'state',
  'attention',
  'currency',
  'orderMinor',
  'reservedMinor',
  'capturedMinor',
  'chargedMinor',
  'refundedMinor',
  'captureBy',
  'reservationUuid',
  'createdAt',
] as const;

type CsvRow = Partial<Record<(typeof CSV_COLUMNS)[number], string | number | null>>;

const PAGE = 200;

/**
 * The function that begins an export. The first page is read before it answers.
 * @throws what the first page throws
 */
export function createCsvExport(
  app: FastifyInstance,
  { list }: Pick<ReservationsClient, 'list'>,
): (query: ExportQuery) => Promise<Readable> {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  async function* rowsOf(query: ExportQuery, first: ReservationPage): AsyncGenerator<CsvRow> {
    for (let page = first; ; page = await list({ ...query, limit: PAGE, cursor: page.nextCursor })) {
      for (const reservation of page.items) yield rowOf(reservation);
      for (const orderId of page.unreadable ?? []) yield { orderId };
      if (page.nextCursor === null) return;
      if (isClosing) throw new Error('The server closes before the export is whole.');
    }
  }
  return async (query) => {
    const first = await list({ ...query, limit: PAGE });
    const csv = stringify({
      header: true,
      columns: [...CSV_COLUMNS],
      record_delimiter: 'windows',
      escape_formulas: true,
    });
    // What goes wrong ends the stream, and with it the connection; there is nobody else to tell.
    return pipeline(Readable.from(rowsOf(query, first)), csv, () => undefined);
  };
}

/** `attention` is its code; nothing where there is none. */
function rowOf(reservation: Reservation): CsvRow {
  const { orderId, state, attention, currency, amounts, deadlines, reservationUuid, createdAt } = reservation;
  return {
    orderId,
    state,
    attention: attention?.code ?? null,
    currency,
    orderMinor: amounts.orderMinor,
    reservedMinor: amounts.reservedMinor,
    capturedMinor: amounts.capturedMinor,
    chargedMinor: amounts.chargedMinor,
    refundedMinor: amounts.refundedMinor,
    captureBy: deadlines.captureBy,
    reservationUuid,
    createdAt,
  };
}
