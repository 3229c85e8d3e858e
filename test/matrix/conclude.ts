/** What every cell must show once another worker has taken over: its caller's answer, the same again, its order's end. */
import { type Answer, ask, type Cell, lift, resolveAsRefused } from './cell';
import { eventually } from './eventually';
import { type Ending, expected } from './expectations';
import type { Findings } from './findings';
import { courseOf, inspectEnd } from './inspect-end';

/** The status or refusal with which a caller is answered. `asked`: it is unknown, and a person's turn. */
const TOLD: Record<Ending, string> = {
  executed: 'executed',
  refused: 'provider_refused',
  asked: 'unknown',
  unseen: 'resend_not_seen',
};

/** `finished`: the order was already brought to its end before the crash; null where that is still to do. */
export async function conclude(
  cell: Cell,
  answered: Promise<Answer>,
  findings: Findings,
  finished: Promise<void> | null,
): Promise<void> {
  const { ending } = expected(cell.row, cell.point, cell.happened);
  if (ending === 'asked') await aPersonIsAsked(cell, answered, findings);
  const answer = await answered;
  const isPlacing = cell.row.kind === 'submit' && ending === 'asked';
  findings.expect('the caller was told', answer.told, isPlacing ? 'resolved_refused' : TOLD[ending]);
  await inspectRepeat(cell, answer, findings);
  await (finished ?? finish(cell));
  await inspectEnd(cell, findings);
}

/** Brings the order to its end, as the operation's own end allows. */
export async function finish(cell: Cell): Promise<void> {
  lift(cell, 'all');
  for (const act of courseOf(cell).acts) await act(cell);
}

/** Whoever places an order waits on: for its checkout URL, or for the word that there will be none. */
async function aPersonIsAsked(cell: Cell, answered: Promise<Answer>, findings: Findings): Promise<void> {
  if (cell.row.kind === 'submit' || (await answered).told === 'unknown') await resolve(cell, findings);
}

/** A person finds the evidence, and gives the truth; said twice, it is one word. */
async function resolve(cell: Cell, findings: Findings): Promise<void> {
  const { operationId, orderId, kind } = cell.armed;
  const attention = await eventually(`a person is asked about ${orderId}`, async () => {
    return (await cell.place.reservations.reservation(orderId)).attention;
  });
  const evidence = attention.evidence as { baseline?: unknown; readings?: unknown[] };
  findings.expect('attention', [attention.code, attention.operationId], ['operation_unsettled', operationId]);
  findings.expect('readings in evidence', (evidence.readings ?? []).length >= 3, true);
  if (kind !== 'submit') findings.expect('a baseline in evidence', Boolean(evidence.baseline), true);
  lift(cell, 'all');
  const resolved = await resolveAsRefused(cell);
  findings.expect('resolved', [resolved.told, resolved.operation?.reason], ['refused', 'resolved_refused']);
  findings.expect('resolved again', await resolveAsRefused(cell), resolved);
}

/** The same operation id is the same operation, with the same end. A failed order may be placed anew instead. */
async function inspectRepeat(cell: Cell, answer: Answer, findings: Findings): Promise<void> {
  if (cell.row.kind === 'submit' && answer.told !== 'executed') return;
  const again = await ask(cell);
  const wanted = answer.told === 'unknown' ? 'resolved_refused' : answer.told;
  findings.expect('the repeat was told', again.told, wanted);
  if (answer.told !== 'unknown') findings.expect('the repeated operation', again.operation, answer.operation);
}
