/**
 * Tells the hints at our own reservation from those at another one of the same order. Pure but for the state.
 */
import type { ReservationState } from './state';
import { note } from './timeline';

/**
 * Once our own reservation is known, a hint at another one names a stray. Before that, all hints wait; for an order
 * that has failed none will ever be known, and whatever turns up is a stray.
 */
export function sortHints(state: ReservationState, now: string): void {
  const { reservationUuid, lifecycle } = state;
  if (reservationUuid === null && lifecycle !== 'failed') return;
  const foreign = state.hints.filter((hint) => hint.reservationUuid !== reservationUuid);
  if (foreign.length === 0) return;
  state.hints = state.hints.filter((hint) => hint.reservationUuid === reservationUuid);
  for (const hint of foreign) {
    const known =
      state.examined.includes(hint.reservationUuid) ||
      state.strays.some((stray) => stray.reservationUuid === hint.reservationUuid);
    if (known) continue;
    note(state, now, 'stray_found', hint.source, { reservationUuid: hint.reservationUuid });
    state.strays.push({ reservationUuid: hint.reservationUuid, tries: 0, dueAt: now });
  }
}

/** The oldest are forgotten when there are more: looking at one twice costs a reading and nothing else. */
const MAX_EXAMINED = 200;

/** Remembers a reservation that needs no second look. */
export function examine(state: ReservationState, reservationUuid: string): void {
  state.examined = [...state.examined, reservationUuid].slice(-MAX_EXAMINED);
}
