/**
 * Sends one operation through its activity, once. What it sends was decided and recorded before.
 */
import type { Moved, ResendInput, Submitted } from '../activities/inputs';
import type { sendingActivities } from './activity-profiles';
import { deadlinesOf } from './deadlines';
import { sourceOf } from './ledger';
import type { CaptureBody, ChargeBody, NoteBody, RefundBody, ResendBody } from './messages';
import type { Operation } from './operation';
import type { ReservationState } from './state';

type Sending = ReturnType<typeof sendingActivities>;

/** What an executed operation brought back. */
export interface Performed {
  reference: string | null;
  checkoutUrl: string | null;
}

/** @throws what the activity throws; `outcomeOf` says what it means. */
export async function perform(
  sending: Sending,
  state: ReservationState,
  operation: Operation,
  at: string,
): Promise<Performed> {
  if (operation.kind === 'submit')
    return submitted(await submit(sending, state, { operationId: operation.operationId, at }));
  const { currency, exponent } = state.order;
  const { operationId, intent } = operation;
  const amountMinor = operation.amountMinor ?? 0;
  const products = intent?.products ?? [];
  const named = { reservationUuid: state.reservationUuid ?? '', operationId, at };
  const unit = { currency, exponent };
  switch (operation.kind) {
    case 'capture': {
      const { note = null } = operation.body as CaptureBody;
      const notAfter = deadlinesOf(state).captureBy;
      return moved(await sending.capture({ ...named, ...unit, amountMinor, products, note, notAfter }));
    }
    case 'charge': {
      const { lines, note = null } = operation.body as ChargeBody;
      return moved(await sending.charge({ ...named, ...unit, lines, note }));
    }
    case 'refund': {
      const { reference } = operation.body as RefundBody;
      const source = sourceOf(state.ledger, reference)?.source ?? 'captured';
      await sending.refund({ ...named, ...unit, source, reference, amountMinor, products });
      return { reference, checkoutUrl: null };
    }
    case 'cancel':
      await sending.cancel({ ...named, note: (operation.body as NoteBody).note });
      return NOTHING;
    case 'complete':
      await sending.complete({ ...named, note: (operation.body as NoteBody).note });
      return NOTHING;
    case 'resend': {
      const body = operation.body as ResendBody;
      await sending.resend({ ...named, ...addresses(state, body) });
      return NOTHING;
    }
    default:
      return operation.kind satisfies never;
  }
}

const NOTHING: Performed = { reference: null, checkoutUrl: null };

function submit(
  sending: Sending,
  state: ReservationState,
  named: { operationId: string; at: string },
): Promise<Submitted> {
  const input = { order: state.order, attempt: state.attempts, ...named };
  return state.order.payment.via === 'link' ? sending.submit(input) : sending.createSession(input);
}

/** Nothing given means where the order's own link was sent; e-mail, if it was sent nowhere. */
function addresses(state: ReservationState, body: ResendBody): Pick<ResendInput, 'email' | 'phone'> {
  const { customer, notify } = state.order;
  if (body.email !== undefined || body.phone !== undefined) {
    return { email: body.email ?? null, phone: body.phone ?? null };
  }
  return {
    email: notify.sms && !notify.email ? null : customer.email,
    phone: notify.sms ? customer.phone : null,
  };
}

function submitted({ reservationUuid, checkoutUrl }: Submitted): Performed {
  return { reference: reservationUuid, checkoutUrl };
}

function moved({ reference }: Moved): Performed {
  return { reference, checkoutUrl: null };
}
