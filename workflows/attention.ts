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

/** Why attention was taken back, in the timeline's words. */
export type Because =
  | 'answered'
  | 'books_show_it'
  | 'books_agree'
  | 'books_explain_it'
  | 'person_acted'
  | 'provider_answers'
  | 'provider_refused'
  | 'captured'
  | 'deadline_missed'
  | 'nothing_left'
  | 'stray_released';

/** Raises attention once; while it stands only what it says is renewed. Each unknown operation has its own. */
export function raise(state: ReservationState, attention: Omit<Attention, 'since'>, now: string): void {
  const { code, operationId } = attention;
  const isEach = code === 'operation_unsettled';
  const standing = state.attentions.find(
    (other) => other.code === code && (!isEach || other.operationId === operationId),
  );
  if (standing?.operationId === operationId) {
    Object.assign(standing, attention);
    return;
  }
  state.attentions = [
    ...state.attentions.filter((other) => other !== standing),
    { ...attention, since: now },
  ];
  note(state, now, 'attention_raised', 'system', { code, operationId });
}

/** Takes attention back because its reason is gone, and says why. */
export function clear(
  state: ReservationState,
  now: string,
  because: Because,
  ...codes: AttentionCode[]
): void {
  clearWhere(state, now, because, ({ code }) => codes.includes(code));
}

/** Takes back whatever attention stands for one operation. */
export function clearFor(state: ReservationState, now: string, because: Because, operationId: string): void {
  clearWhere(state, now, because, (attention) => attention.operationId === operationId);
}

function clearWhere(
  state: ReservationState,
  now: string,
  because: Because,
  isGone: (attention: Attention) => boolean,
): void {
  const gone = state.attentions.filter(isGone);
  if (gone.length === 0) return;
  state.attentions = state.attentions.filter((attention) => !isGone(attention));
  for (const { code, operationId } of gone)
    note(state, now, 'attention_cleared', 'system', { code, operationId, because });
}

/** Whether attention of this name stands. */
export function stands({ attentions }: Pick<ReservationState, 'attentions'>, code: AttentionCode): boolean {
  return attentions.some((attention) => attention.code === code);
}

/** The gravest attention that stands. */
export function gravest(state: ReservationState): Attention | null {
  for (const code of GRAVITY) {
    const attention = state.attentions.find((standing) => standing.code === code);
    if (attention) return attention;
  }
  return null;
}
