/**
 * One order's books at the end: what Holdfast says against what the sandbox truly did. Pure: it is given both, and names every
 * promise that was broken.
 */
import type { Execution } from '../src/sandbox/books';
import type { LedgerEntry } from '../workflows/state';
import type { Reservation, ReservationOperation } from '../workflows/view';
import type { CommandLog } from './door';
import { isParked } from './rest';
import { markerOf, type TrueReservation } from './true-books';

/** Every promise that the books check. */
export type Breach =
  | 'double_execution'
  | 'late_capture'
  | 'lapsed_hold'
  | 'lost_command'
  | 'stuck'
  | 'ledger_differs'
  | 'attention_without_evidence'
  | 'stray_left'
  | 'refusal_ignored';

/** All that is known of one order when the run is over. */
export interface OrderFacts {
  orderId: string;
  /** Null: nobody answered, or the order was never placed. */
  order: Reservation | null;
  /** By source, where the record keeps it; null while the order is open. */
  entries: LedgerEntry[] | null;
  reservations: TrueReservation[];
  executions: Execution[];
  commands: CommandLog[];
  captureWindowMs: number;
  /** The door said for good that it is no order. */
  wasRefused: boolean;
  /** When the customer's link ended. */
  linkEndMs: number;
}

/** One promise broken, in words. */
export interface Finding {
  breach: Breach;
  says: string;
}

/** Everything that is wrong with an order; empty when its books are right. */
export function judgeOrder(facts: OrderFacts, now: Date): Finding[] {
  const { order } = facts;
  if (order === null) {
    if (facts.wasRefused && facts.reservations.length === 0) return [];
    return [breach('stuck', 'nobody could say what became of it')];
  }
  return [
    ...doubleExecutions(facts, order),
    ...lateCaptures(facts),
    ...lapsedHold(facts, order),
    ...lostCommands(facts, order),
    ...stuck(order, now),
    ...ledger(facts, order),
    ...strays(facts, order),
  ];
}

const MARKED = new Set(['capture', 'charge', 'cancel', 'complete']);

function doubleExecutions({ executions }: OrderFacts, order: Reservation): Finding[] {
  const ours = executions.filter(({ by, kind }) => by === 'api' && MARKED.has(kind));
  const marks = new Map<string, number>();
  for (const { note, kind } of ours) {
    const mark = `${kind} ${markerOf(note) ?? 'without a mark'}`;
    marks.set(mark, (marks.get(mark) ?? 0) + 1);
  }
  const twice = [...marks].filter(([, times]) => times > 1);
  const refunds = new Set(executions.filter(isOurRefund).map(nameOfRefund));
  const tooMany = [...refunds].filter((name) => {
    const made = executions.filter((one) => isOurRefund(one) && nameOfRefund(one) === name).length;
    return (
      made > order.operations.filter((one) => isExecutedRefund(one) && nameOfRefund(one) === name).length
    );
  });
  return [
    ...twice.map(([mark, times]) => breach('double_execution', `${mark} was executed ${times} times`)),
    ...tooMany.map((name) => breach('double_execution', `${name} was executed more often than asked for`)),
  ];
}

const isOurRefund = ({ kind, by }: Execution): boolean => kind === 'refund' && by === 'api';
const isExecutedRefund = ({ kind, status }: ReservationOperation): boolean =>
  kind === 'refund' && status === 'executed';
const nameOfRefund = (one: { reference: string | null; amountMinor: number | null }): string =>
  `refund of ${one.amountMinor} from ${one.reference}`;

/** The hold's end is counted from the provider's own instant, by the order's own window. */
function lateCaptures({ executions, reservations, captureWindowMs }: OrderFacts): Finding[] {
  return executions
    .filter(({ kind, by }) => kind === 'capture' && by === 'api')
    .flatMap(({ at, reservationUuid }) => {
      const reservedAt = reservations.find((one) => one.reservationUuid === reservationUuid)?.reservedAt;
      if (reservedAt == null) return [breach('late_capture', `captured at ${at} without a hold`)];
      const lateMs = Date.parse(at) - Date.parse(reservedAt) - captureWindowMs;
      return lateMs < 0 ? [] : [breach('late_capture', `captured ${lateMs} ms after the deadline`)];
    });
}

/** A hold that the policy says to capture and that was not, with nobody having said otherwise. */
function lapsedHold({ reservations, executions, linkEndMs }: OrderFacts, order: Reservation): Finding[] {
  const own = reservations.find((one) => one.reservationUuid === order.reservationUuid);
  if (own === undefined || own.reservedAt === null || own.reservedMinor <= own.capturedMinor) return [];
  const { capture = 'automatic', remainder = 'release' } = order.policy;
  const isWanted = own.capturedMinor > 0 ? remainder === 'capture' : capture === 'automatic';
  if (!isWanted) return [];
  const isSaid = executions.some(({ kind, by, note }) => {
    if (kind !== 'cancel' && kind !== 'complete') return false;
    if (by === 'dashboard') return true;
    const operation = order.operations.find(({ operationId }) => operationId === markerOf(note));
    return operation !== undefined && operation.requestedBy !== 'timer';
  });
  // Paid in the moment in which the link's own timer was at it: details may not have shown it yet.
  const isRace = linkEndMs - Date.parse(own.reservedAt) < RACE_MS;
  if (isSaid || isRace) return [];
  return [breach('lapsed_hold', `${own.reservedMinor - own.capturedMinor} were held and not captured`)];
}

const RACE_MS = 8_000;

function lostCommands({ commands }: OrderFacts, order: Reservation): Finding[] {
  return commands.flatMap((log) => {
    const operations = order.operations.filter(({ operationId }) => operationId === log.operationId);
    const name = `${log.command} ${log.key}`;
    const wasTaken = log.answers.some(({ status }) => status === 200 || status === 202);
    const wasDone = log.answers.some(({ status }) => status === 200);
    const isResolve = log.command === 'resolve';
    const found: (Finding | false)[] = [
      log.answers.length === 0 && breach('lost_command', `${name} was never answered`),
      operations.length > 1 && breach('lost_command', `${name} became ${operations.length} operations`),
      !isResolve &&
        wasTaken &&
        operations.length === 0 &&
        breach('lost_command', `${name} was taken, and no operation knows it`),
      !isResolve &&
        wasDone &&
        operations.some(({ status }) => status !== 'executed') &&
        breach('lost_command', `${name} was answered 200 and is ${operations[0]?.status}`),
      log.mustBeRefused &&
        operations.some(({ status }) => status === 'executed') &&
        breach('refusal_ignored', `${name} had to be refused and was executed`),
    ];
    return found.filter((one) => one !== false);
  });
}

const ENDED = new Set(['completed', 'cancelled', 'expired', 'failed']);

function stuck(order: Reservation, now: Date): Finding[] {
  const open = order.operations.filter(({ status }) => status === 'pending' || status === 'unknown');
  if (order.attention !== null) {
    const { evidence } = order.attention;
    const hasEvidence = typeof evidence === 'object' && evidence !== null && Object.keys(evidence).length > 0;
    return hasEvidence ? [] : [breach('attention_without_evidence', order.attention.code)];
  }
  if (open.length > 0) return open.map(({ kind, status }) => breach('stuck', `${kind} is ${status}`));
  if (ENDED.has(order.state) || isParked(order, now)) return [];
  return [breach('stuck', `it is ${order.state}, and its policy does not say so`)];
}

function ledger({ reservations, entries }: OrderFacts, order: Reservation): Finding[] {
  if (order.reservationUuid === null) return [];
  const own = reservations.find((one) => one.reservationUuid === order.reservationUuid);
  if (own === undefined) return [breach('ledger_differs', 'the provider does not know its reservation')];
  const { amounts } = order;
  const totals = (['reservedMinor', 'capturedMinor', 'chargedMinor', 'refundedMinor'] as const)
    .filter((name) => amounts[name] !== own[name])
    .map((name) => breach('ledger_differs', `${name} is ${amounts[name]} here and ${own[name]} there`));
  if (entries === null) return totals;
  const here = sources(entries);
  const there = sources([...own.captures, ...own.charges]);
  return here === there ? totals : [...totals, breach('ledger_differs', `here ${here}, there ${there}`)];
}

function sources(all: readonly Pick<LedgerEntry, 'reference' | 'amountMinor' | 'refundedMinor'>[]): string {
  const texts = all.map((one) => `${one.reference} ${one.amountMinor} less ${one.refundedMinor}`);
  return texts.sort().join(', ');
}

/** Whatever bears the order's id beside its own reservation must have let go of the customer's money. */
function strays({ reservations }: OrderFacts, order: Reservation): Finding[] {
  return reservations
    .filter(({ reservationUuid }) => reservationUuid !== order.reservationUuid)
    .filter(({ status, capturedMinor, chargedMinor, refundedMinor }) => {
      const keptMinor = capturedMinor + chargedMinor - refundedMinor;
      return !['CANCELLED', 'EXPIRED', 'COMPLETED'].includes(status) || keptMinor > 0;
    })
    .map(({ reservationUuid, status, reservedMinor }) =>
      breach('stray_left', `${reservationUuid} is ${status} with ${reservedMinor} reserved`),
    );
}

function breach(name: Breach, says: string): Finding {
  return { breach: name, says };
}
