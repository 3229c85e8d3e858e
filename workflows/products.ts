/**
 * Which of the provider's product ids an operation may use, and how much each can still bear. Pure.
 * Source: Front Payment, "Get Reservation Details By UUID" (productList) and "Refund Reservation": ids come from details.
 */
import { spread } from './allocate';
import { type ChargeBody, FORGOTTEN } from './messages';
import type { ProductAmount, ProviderProduct } from './reading';
import type { LedgerEntry, ReservationState } from './state';

/** Stands for the id of a charge's line that details do not list yet. Never sent. */
export const NOT_SHOWN_YET = 0;

/** What each of the order's lines can still be captured for, in the order of the lines. */
export function capturable(state: ReservationState): ProductAmount[] {
  return orderProducts(state).map((product) => {
    const booked = sumOf(
      state.ledger.captures.flatMap((entry) => entry.products),
      product.id,
    );
    const left = product.amountMinor - Math.max(booked, product.capturedMinor);
    return { id: product.id, amountMinor: Math.max(0, left) };
  });
}

/**
 * What of one capture or charge can still be refunded: by the order's lines for a capture, by the charge's own
 * lines for a charge. Where details do not list a charge's lines, the order's own stand in.
 */
export function refundable(
  state: ReservationState,
  source: 'captured' | 'charged',
  entry: LedgerEntry,
): ProductAmount[] {
  const bearing = source === 'captured' ? captureProducts(state, entry) : chargeProducts(state, entry);
  return bearing.map(({ id, amountMinor }) => ({
    id,
    amountMinor: Math.max(0, amountMinor - sumOf(entry.refundedProducts, id)),
  }));
}

function captureProducts(state: ReservationState, entry: LedgerEntry): ProductAmount[] {
  const products = orderProducts(state);
  if (entry.products.length === 0) return spread(products, entry.amountMinor);
  return products.map(({ id }) => ({ id, amountMinor: sumOf(entry.products, id) }));
}

function chargeProducts(state: ReservationState, entry: LedgerEntry): ProductAmount[] {
  const own = chargedLines(state).find((charge) => charge.entry === entry);
  if (own?.products) return own.products;
  // The charge is younger than the last reading: its ids are read before the refund is sent.
  if (own && own.lines.length > 0 && state.dirty) {
    return own.lines.map(({ amountMinor }) => ({ id: NOT_SHOWN_YET, amountMinor }));
  }
  return spread(orderProducts(state), entry.amountMinor);
}

interface ChargedLines {
  entry: LedgerEntry;
  lines: ChargeBody['lines'];
  products: ProductAmount[] | null;
}

/** Matches the lines of our own charges, oldest first, with the products that details list behind the order's. */
function chargedLines(state: ReservationState): ChargedLines[] {
  const spare = (state.lastReading?.products ?? []).slice(state.order.lines.length);
  return state.ledger.charges.map((entry) => {
    const operation = state.operations.find(({ operationId }) => operationId === entry.operationId);
    const lines = (operation?.body as ChargeBody | null | undefined)?.lines ?? [];
    const products = lines.map((line) => take(spare, line));
    const listed = lines.length > 0 && products.every((product) => product !== null);
    return { entry, lines, products: listed ? products : null };
  });
}

/** Of a forgotten order the books know the names and we do not: place and amount tell then. */
function take(spare: ProviderProduct[], line: { name: string; amountMinor: number }): ProductAmount | null {
  const index = spare.findIndex(
    ({ name, amountMinor }) =>
      (name === line.name || line.name === FORGOTTEN) && amountMinor === line.amountMinor,
  );
  const [product] = index < 0 ? [] : spare.splice(index, 1);
  return product ? { id: product.id, amountMinor: product.amountMinor } : null;
}

function orderProducts(state: ReservationState): ProviderProduct[] {
  return (state.lastReading?.products ?? []).slice(0, state.order.lines.length);
}

function sumOf(products: readonly ProductAmount[], id: number): number {
  return products.reduce((sum, product) => sum + (product.id === id ? product.amountMinor : 0), 0);
}
