/**
 * What people do to one order, as plain data that reads as a story: customers, operators, people in the provider's
 * dashboard, and whoever sends hints. Each deed is done on a simulated life.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { CommandBodies, CommandKind, RefundBody } from '../../workflows/messages';
import type { Operation } from '../../workflows/operation';
import type { Hint } from '../../workflows/state';
import { takePlan } from '../../workflows/take-plan';
import type { SimulatedLife } from './simulated-life';

/** One thing that somebody does. */
export type Deed =
  | { does: 'customer pays'; link: number }
  | Asked
  | { does: 'operator refunds'; source: number; body: Omit<RefundBody, 'reference'> }
  | { does: 'operator asks the same again'; earlier: number }
  | { does: 'operator asks something else under the same key'; earlier: number }
  | { does: 'operator resolves'; truly: boolean }
  | { does: 'dashboard captures' | 'dashboard charges'; amountMinor: number; withText: boolean }
  | { does: 'dashboard refunds'; source: number; amountMinor: number }
  | { does: 'dashboard cancels' | 'dashboard completes' }
  | { does: 'hint comes'; from: Hint['source']; about: 'newest' | 'oldest' | 'somebody else' | 'nothing' }
  | { does: 'plan for a crowd comes'; earlierMs: number; atRisk: boolean };

type Asked = {
  [K in CommandKind]: { does: 'operator asks'; kind: K; body: CommandBodies[K] };
}[CommandKind];

/** A deed, so long after the order was placed. */
export interface Happening {
  atMs: number;
  deed: Deed;
}

/** Does it. What the door or the provider refuses is no fault. */
export function happen(life: SimulatedLife, deed: Deed): void {
  const { books } = life.provider;
  const own = life.state.reservationUuid ?? '';
  switch (deed.does) {
    case 'customer pays': {
      const uuid = life.ours()[deed.link];
      if (uuid && books.pay(uuid)) life.calledBack(uuid);
      return;
    }
    case 'operator asks':
      return life.ask(deed.kind, deed.body);
    case 'operator refunds': {
      const { captures, charges } = life.state.ledger;
      const reference = [...captures, ...charges][deed.source]?.reference;
      if (reference) life.ask('refund', { reference, ...deed.body });
      return;
    }
    case 'operator asks the same again':
      return askAgain(life, deed.earlier);
    case 'operator asks something else under the same key':
      return askOtherwise(life, deed.earlier);
    case 'operator resolves':
      return resolve(life, deed.truly);
    case 'dashboard captures':
      return byHand(life, own, () =>
        books.capture(own, { amountMinor: deed.amountMinor, marker: null, hasText: deed.withText }),
      );
    case 'dashboard charges':
      return byHand(life, own, () =>
        books.charge(own, { amountMinor: deed.amountMinor, marker: null, hasText: deed.withText }),
      );
    case 'dashboard refunds':
      return byHand(life, null, () => {
        const { captures, charges } = books.truth(own);
        const source = [...captures, ...charges][deed.source];
        if (source) books.refund(own, source.reference, deed.amountMinor);
      });
    case 'dashboard cancels':
      return byHand(life, null, () => books.cancel(own));
    case 'dashboard completes':
      return byHand(life, null, () => books.complete(own));
    case 'hint comes':
      return life.hint(deed.from, uuidFor(life, deed.about));
    case 'plan for a crowd comes': {
      const captureAt = new Date(Date.parse(life.now) + deed.earlierMs).toISOString();
      return takePlan(
        life.state,
        { captureAt, ordersAhead: 100, dueTogether: 200, atRisk: deed.atRisk },
        life.now,
      );
    }
    default:
      return deed satisfies never;
  }
}

/** By the provider's rules; of what moves money a callback tells. */
function byHand(life: SimulatedLife, tells: string | null, act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && error.message.includes('do not add up')) throw error;
    return;
  }
  if (tells) life.calledBack(tells);
}

function uuidFor(life: SimulatedLife, about: 'newest' | 'oldest' | 'somebody else' | 'nothing'): string {
  const ours = life.ours();
  switch (about) {
    case 'newest':
      return ours.at(-1) ?? 'RES404';
    case 'oldest':
      return ours[0] ?? 'RES404';
    case 'somebody else':
      return life.strangerUuid;
    case 'nothing':
      return 'RES404';
    default:
      return about satisfies never;
  }
}

/** The same key and body is the same operation, whatever became of it, and asks for nothing new. */
function askAgain(life: SimulatedLife, earlier: number): void {
  const asked = life.asked[earlier];
  if (!asked) return;
  const before = life.state.operations.length;
  const operation = life.atDoor(asked);
  if (operation.operationId !== asked.operationId || life.state.operations.length !== before)
    throw new Error('The same key was another operation.');
}

function askOtherwise(life: SimulatedLife, earlier: number): void {
  const asked = life.asked[earlier];
  if (!asked) return;
  const other = { kind: 'charge' as const, body: OTHER, operationId: asked.operationId };
  try {
    life.atDoor(other);
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === 'idempotency_key_reused') return;
    throw error;
  }
  throw new Error('A key was taken for another command.');
}

const OTHER: CommandBodies['charge'] = {
  lines: [{ name: 'Something else', amountMinor: 12_345, taxPercent: 25 }],
};

/** So often does a person come back to see whether something is unknown, and so long after. */
const WATCHES = 12;
const WATCHES_EVERY_MS = 10 * 60_000;

/** A person looks into the provider's true books and says what is there, or the contrary; later, if nothing is unknown. */
function resolve(life: SimulatedLife, truly: boolean, watches = WATCHES): void {
  const operation = life.state.operations.find(({ status }) => status === 'unknown');
  if (!operation && watches > 0) return life.later(WATCHES_EVERY_MS, () => resolve(life, truly, watches - 1));
  // Whoever looks is careful: what may still be carried out is not said to be refused.
  if (!operation || (truly && life.provider.underway.has(operation.operationId))) return;
  const standing = standingFor(life, operation);
  if (!truly) life.lies.add(operation.operationId);
  const isDone = standing !== null;
  const evidence = `Seen: ${standing ?? (operation.kind === 'submit' ? life.strangerUuid : 'nothing')}`;
  life.state.resolutions.push({
    key: `word-${life.state.resolutions.length}`,
    operationId: operation.operationId,
    outcome: isDone === truly ? 'executed' : 'refused',
    evidence,
    requestedBy: 'operator',
    requestedAt: life.now,
    dueAt: life.now,
    result: null,
    shown: null,
  });
}

/** Under which name the operation truly stands in the provider's books; null if it was not executed. */
function standingFor({ provider, ours }: SimulatedLife, { kind, operationId }: Operation): string | null {
  if (kind !== 'submit')
    return provider.executed.has(operationId) ? (provider.references.get(operationId) ?? 'done') : null;
  return ours().findLast((uuid) => ['SENT', 'RESERVED'].includes(provider.truth(uuid).status)) ?? null;
}
