/** How a cell's order must stand in the end: its state, its operation, its ledger, and the provider's books. */
import { fastForward } from '../../src/engine/test-clock';
import { workflowIdOf } from '../../workflows/messages';
import type { Cell } from './cell';
import { eventually } from './eventually';
import { expected } from './expectations';
import type { Findings } from './findings';
import type { Place } from './place';
import { type ProviderBooks, providerBooks } from './provider-books';
import type { Row } from './rows';

const DAY_MS = 24 * 60 * 60_000;

/** How the order goes on after the proper end of the cell's operation. */
export function courseOf({ row, point, happened }: Cell): Row['executed'] {
  return expected(row, point, happened).ending === 'executed' ? row.executed : row.refused;
}

/** Sends of the same kind that are not the cell's operation: an order may end by a timer's. */
export function sentOtherwise(cell: Cell): number {
  const { row, point, happened } = cell;
  const own = expected(row, point, happened).ending === 'executed' ? 1 : 0;
  return courseOf(cell).books.filter((kind) => kind === row.kind).length - own;
}

/** Waits for the order's end and notes whatever is not as it must be. */
export async function inspectEnd(cell: Cell, findings: Findings): Promise<void> {
  const { place, armed, row, point, happened } = cell;
  const handle = place.client.workflow.getHandle(workflowIdOf(armed.orderId));
  const { ending } = expected(row, point, happened);
  // Of a refund that a person says was not done, the books are read a day longer.
  if (row.kind === 'refund' && ending === 'asked') await aDayGoesBy(place, handle.workflowId);
  await eventually(`the workflow of ${armed.orderId} has ended`, async () => {
    return (await handle.describe()).status.name !== 'RUNNING';
  });
  const reservation = await place.reservations.reservation(armed.orderId);
  const books = providerBooks(cell);
  const own = books.reservations.find(
    ({ reservationUuid }) => reservationUuid === reservation.reservationUuid,
  );
  findings.expect('state', [reservation.state, reservation.attention], [courseOf(cell).state, null]);
  const operations = reservation.operations.filter(({ operationId }) => operationId === armed.operationId);
  const isExecuted = ending === 'executed';
  const status = isExecuted ? 'executed' : 'refused';
  findings.expect('the operation', [operations.length, operations[0]?.status], [1, status]);
  const isReferenced = isExecuted && (row.kind === 'capture' || row.kind === 'charge');
  if (isReferenced) findings.expect('its reference', operations[0]?.reference, books.reference);
  inspectBooks(cell, { books, own }, findings);
  inspectLedger(reservation, own, findings);
}

async function aDayGoesBy({ client }: Place, workflowId: string): Promise<void> {
  await fastForward({ client, workflowId, durationMs: DAY_MS });
}

type Truth = ProviderBooks['reservations'][number] | undefined;

/** Nothing was done that should not be, and what was done was done once; what else bears the order's id is released. */
function inspectBooks(
  cell: Cell,
  { books, own }: { books: ProviderBooks; own: Truth },
  findings: Findings,
): void {
  const { row, point, happened } = cell;
  const { sends, executions } = expected(row, point, happened);
  findings.expect('calls received in all', books.received, sends + sentOtherwise(cell));
  findings.expect('executions in all', books.executed, executions);
  const done = books.executions.filter(({ reservationUuid }) => reservationUuid === own?.reservationUuid);
  findings.expect(
    'the provider’s books',
    done.map(({ kind }) => kind),
    courseOf(cell).books,
  );
  const made = row.kind === 'submit' ? executions : 1;
  findings.expect('the number of reservations', books.reservations.length, made);
  for (const other of books.reservations.filter((one) => one !== own)) {
    findings.expect('another reservation', [other.status, other.capturedMinor], ['CANCELLED', 0]);
  }
}

type Shown = Awaited<ReturnType<Cell['place']['reservations']['reservation']>>;

/** Our ledger is the provider's, to the last minor unit. */
function inspectLedger({ amounts, state }: Shown, truth: Truth, findings: Findings): void {
  const { reservedMinor = 0, capturedMinor = 0, chargedMinor = 0, refundedMinor = 0 } = truth ?? {};
  findings.expect(
    'the ledger',
    [amounts.reservedMinor, amounts.capturedMinor, amounts.chargedMinor, amounts.refundedMinor],
    [reservedMinor, capturedMinor, chargedMinor, refundedMinor],
  );
  findings.expect('the state at the provider', truth?.status ?? 'FAILED', state.toUpperCase());
}
