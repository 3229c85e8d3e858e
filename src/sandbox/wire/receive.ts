// One call from reception to answer: token, rate, faults, execution, books. Synchronous and stored as one, so that
// what an answer says (or a fault hides) is on disk before anybody can hear of it.
import type { CallName } from '../call-names';
import type { CallRequest } from '../calls/call';
import type { Aim, CallFault } from '../faults';
import type { RateVerdict } from '../rate-limit';
import type { World } from '../world';
import { type Answer, refusal } from './answer';
import { gatewayFailure, internalFailure, refuse } from './refusals';
import { CALL_ROUTES } from './routes';

/** A call with what guards it. */
export interface Received extends CallRequest {
  name: CallName;
  authorization: string | undefined;
}

/** What to do at the socket. `rate` is null where the call never came as far as the budget. */
export interface Reply {
  /** What is answered; for `reset` and `timeout` nothing is, and `unreadable` spoils it. */
  answer: Answer;
  fault: CallFault | null;
  rate: RateVerdict | null;
}

/** Receives one call, executes it if it may be, and writes it into the books. */
export function receive(world: World, request: Received): Reply {
  return world.together(() => {
    const reply = answerTo(world, request);
    const { fault } = reply;
    const isSilent = fault?.kind === 'reset' || fault?.kind === 'timeout';
    const isTrue = fault === null || fault.kind === 'slow';
    world.books.addCall({
      call: request.name,
      at: new Date().toISOString(),
      ...aimOf(world, request, reply.truth),
      executed: reply.truth?.isExecuted ?? false,
      status: isSilent ? null : reply.answer.status,
      message: reply.truth?.message ?? (isTrue ? reply.answer.message : null),
      fault: fault?.kind ?? null,
    });
    return reply;
  });
}

/** The answer, and the truth behind it: null when nothing was tried. */
function answerTo(world: World, request: Received): Reply & { truth: Answer | null } {
  if (world.isTokenRevoked || request.authorization !== `Bearer ${world.settings.token}`) {
    return { answer: refusal(401, 'unauthenticated', 'error_null'), fault: null, rate: null, truth: null };
  }
  const rate = world.rateLimit.take(Date.now());
  if (!rate.isAllowed) {
    return { answer: refusal(429, 'tooManyAttempts', 'error_null'), fault: null, rate, truth: null };
  }
  const before = world.faults.drawForCall(request.name, 'before', aimOf(world, request, null));
  if (before?.kind === 'lie') {
    const answer = CALL_ROUTES[request.name].call(world, { ...request, isLie: true });
    return { answer, fault: before, rate, truth: null };
  }
  if (before !== null && before.kind !== 'slow') {
    return { answer: standIn(request.name, before, null), fault: before, rate, truth: null };
  }
  const truth = CALL_ROUTES[request.name].call(world, request);
  const after = before ?? world.faults.drawForCall(request.name, 'after', aimOf(world, request, truth));
  const answer = after === null ? truth : standIn(request.name, after, truth);
  return { answer, fault: after, rate, truth };
}

/** Whom a call is about, as far as that is known. */
function aimOf(world: World, request: Received, truth: Answer | null): Aim {
  const uuid = truth?.reservationUuid ?? request.params['uuid'] ?? null;
  const known = uuid === null ? undefined : world.reservations.get(uuid);
  const asked = (request.body as { referenceNo?: unknown } | null)?.referenceNo;
  const referenceNo = known?.order.referenceNo ?? (typeof asked === 'string' ? asked : null);
  return { reservationUuid: uuid, referenceNo };
}

/** What a fault has the provider say. */
function standIn(call: CallName, fault: CallFault, truth: Answer | null): Answer {
  switch (fault.kind) {
    case '500':
      return internalFailure(call, new Date().toISOString());
    case '510':
      return gatewayFailure(call);
    case '401':
      return refusal(401, 'unauthenticated', 'error_null');
    case '429':
      return refusal(429, 'tooManyAttempts', 'error_null');
    case 'refusal':
      return refuse(call, fault.message ?? '');
    case 'redirect':
      return { ...refusal(307, 'redirected', 'error_null'), body: null };
    case 'unreadable':
    case 'reset':
    case 'timeout':
    case 'slow':
    case 'lie':
      return truth ?? refusal(200, 'unreadable', 'error_null');
  }
}
