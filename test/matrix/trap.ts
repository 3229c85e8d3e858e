/**
 * Lives in a worker process: knows at which point which operations are to be met by its death. An operation that has
 * come to the point goes no further in this process; when all of them stand there, the process kills itself.
 */
import {
  type ArmedCell,
  CRASH_POINTS,
  type CrashPointName,
  ON_THE_WORD,
  readingActivity,
} from './crash-points';

/** Around a provider call or a record; `begun`: the engine knows that the call begins, and it is not made yet. */
export type Moment = 'before' | 'begun' | 'after';

/** What an order does when it may reach a point: an activity's provider call, by type, or the writing of its record. */
export type Doing = string;

export interface Trap {
  arm(point: CrashPointName, cells: ArmedCell[]): void;
  /** Lets what stands at the point go on, where the point lies behind the place it was seen from. */
  release(): void;
  /** Never settles for what stands at the point. */
  pass(orderId: string, doing: Doing, moment: Moment): Promise<void>;
  /** Before the engine is told anything. Never settles for what stands at the point. */
  write(value: unknown): Promise<void>;
}

const RECORD = 'writeRecord';

/** `arrived` is called once for each operation, `die` when all have arrived and nobody's word is waited for. */
export function createTrap(hooks: { arrived: (orderId: string) => void; die: () => void }): Trap {
  const calls = new Map<string, number>();
  const sent = new Set<string>();
  const arrived = new Set<string>();
  const readings = new Map<string, number>();
  let point: CrashPointName | null = null;
  let cells: ArmedCell[] = [];
  let letGo: () => void = () => undefined;
  const word = new Promise<void>((resolve) => {
    letGo = resolve;
  });

  function stand(cell: ArmedCell): Promise<void> {
    if (!arrived.has(cell.orderId)) {
      arrived.add(cell.orderId);
      hooks.arrived(cell.orderId);
      if (arrived.size === cells.length && point && !ON_THE_WORD.has(point)) hooks.die();
    }
    return word;
  }

  /** Nothing of an operation goes on behind the point, however long the others take to come to it. */
  function isBarred({ orderId, kind }: ArmedCell, doing: Doing): boolean {
    if (arrived.has(orderId)) return true;
    const called = calls.get(orderId) ?? 0;
    if (point === 'afterSend' || point === 'afterRepeat') return called === CRASH_POINTS[point].received;
    // The record of an order that has failed belongs to its outcome: whoever placed it is told after it.
    return point === 'afterCompletion' && sent.has(orderId) && doing !== kind && doing !== RECORD;
  }

  function pointOf(cell: ArmedCell, doing: Doing, moment: Moment): string | null {
    if (doing === RECORD) return moment === 'before' ? 'beforeRecord' : 'afterRecord';
    if (doing === cell.kind) {
      if (moment === 'after') sent.add(cell.orderId);
      return SENDING[moment];
    }
    const isReading = doing === readingActivity(cell.kind) && sent.has(cell.orderId);
    if (!isReading || moment !== 'after') return null;
    const number = (readings.get(cell.orderId) ?? 0) + 1;
    readings.set(cell.orderId, number);
    return `reading${number}`;
  }

  return {
    arm(at, against) {
      point = at;
      cells = against;
    },
    release: () => letGo(),
    async pass(orderId, doing, moment) {
      const cell = cells.find((armed) => armed.orderId === orderId);
      if (!cell) return;
      // Whatever has begun was let through before.
      if (moment !== 'begun' && isBarred(cell, doing)) return NEVER;
      if (doing === cell.kind && moment === 'before') calls.set(orderId, (calls.get(orderId) ?? 0) + 1);
      if (pointOf(cell, doing, moment) === point) await stand(cell);
    },
    async write(value) {
      const finds = point === null ? null : WRITINGS[point];
      const cell = finds && cells.find((armed) => finds(value as Written, armed));
      if (cell) await stand(cell);
    },
  };
}

/** The points of an operation's own call. */
const SENDING: Record<Moment, CrashPointName> = {
  before: 'beforeSend',
  begun: 'begun',
  after: 'afterAnswer',
};

const NEVER = new Promise<never>(() => undefined);

/** As far as it is looked at: an activity's input, a command's answer, a placed order, the detail of a refusal. */
interface Written {
  at?: string;
  operationId?: string;
  order?: { orderId?: string };
  orderId?: string;
  created?: boolean;
  operation?: { operationId?: string; kind?: string };
}

type Finds = (value: Written, cell: ArmedCell) => boolean;

const isIntent: Finds = ({ at, operationId, order }, cell) =>
  at !== undefined &&
  operationId === cell.operationId &&
  (cell.kind !== 'submit' || order?.orderId === cell.orderId);

/** The refusal of a submit names no order: at most one such cell may be armed at this point. */
const isOutcome: Finds = ({ operation, orderId, created }, cell) => {
  if (cell.kind !== 'submit') return operation?.operationId === cell.operationId;
  return cell.happened ? created !== undefined && orderId === cell.orderId : operation?.kind === 'submit';
};

/** What is written to the engine at a point inside a workflow task. */
const WRITINGS: Partial<Record<CrashPointName, Finds>> = {
  beforeIntent: isIntent,
  afterIntent: isIntent,
  beforeCompletion: isOutcome,
};
