/**
 * Attention: what waits for a person, with the reason and the evidence. Several may stand; the gravest is shown.
 */
import type { Attention, AttentionCode, ReservationState } from './state';
import { note } from './timeline';

/** Gravest first. */
const GRAVITY: AttentionCode[] = [
  'capture_at_risk',
  'capture_deadline_missed',
  'operation_unsettled',
  'provider_unauthorized',
  'timer_operation_refused',
  'books_differ',
  'reservation_missing',
  'stray_reservation',
  'provider_unreachable',
];

/** Raises attention once; while it stands only its evidence is renewed. */
export function raise(state: ReservationState, attention: Omit<Attention, 'since'>, now: string): void {
  const standing = state.attentions.find(({ code }) => code === attention.code);
  if (standing) {
    standing.evidence = attention.evidence;
    standing.operationId = attention.operationId;
    return;
  }
  state.attentions.push({ ...attention, since: now });
  note(state, now, 'attention_raised', 'system', {
    code: attention.code,
    operationId: attention.operationId,
  });
}

/** Takes attention back because its reason is gone. */
export function clear(state: ReservationState, now: string, ...codes: AttentionCode[]): void {
  const gone = state.attentions.filter(({ code }) => codes.includes(code));
  if (gone.length === 0) return;
  state.attentions = state.attentions.filter(({ code }) => !codes.includes(code));
  for (const { code, operationId } of gone)
    note(state, now, 'attention_cleared', 'system', { code, operationId });
}

/** The gravest attention that stands. */
export function gravest(state: ReservationState): Attention | null {
  for (const code of GRAVITY) {
    const attention = state.attentions.find((standing) => standing.code === code);
    if (attention) return attention;
  }
  return null;
}
