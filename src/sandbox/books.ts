// The books: what truly happened. Every call received and every execution, whatever a fault then told the caller.
// Tests compare them with what somebody believes; nothing in here is personal.
import { CALL_NAMES, type CallName } from './call-names';

/** One call received. `at` is real time. */
export interface CallRecord {
  id: number;
  call: CallName;
  at: string;
  reservationUuid: string | null;
  referenceNo: string | null;
  /** Whether it did what it asked for, whatever was answered. */
  executed: boolean;
  /** The HTTP status that was sent; null when none was. */
  status: number | null;
  /** The key of the true outcome (`reservationCapturedSuccessfully`, `reservationNotFound`, …); null if it never came to one. */
  message: string | null;
  /** The fault that stood in for the answer. */
  fault: string | null;
}

/** What can happen to a reservation. */
export type ExecutionKind =
  | 'submit'
  | 'pay'
  | 'decline'
  | 'capture'
  | 'charge'
  | 'refund'
  | 'refund-rejected'
  | 'cancel'
  | 'complete'
  | 'resend'
  | 'expire';

/** Who made it happen: an API call, somebody in the provider's dashboard, the customer, or the provider's own job. */
export type Actor = 'api' | 'dashboard' | 'customer' | 'schedule';

/** One thing that truly happened. `at` is on the reservation's clock; `note` carries the caller's markers. */
export interface Execution {
  id: number;
  kind: ExecutionKind;
  at: string;
  reservationUuid: string;
  by: Actor;
  amountMinor: number | null;
  /** The `CAP…` or `CHA…` it made or gave back. */
  reference: string | null;
  note: string | null;
}

/** One callback and what became of it. `at` is real time; `httpStatus` null when nobody answered. */
export interface CallbackRecord {
  id: number;
  at: string;
  reservationUuid: string;
  status: string;
  result: 'sent' | 'failed' | 'dropped' | 'not_allowed';
  httpStatus: number | null;
  fault: string | null;
}

/** All of it, oldest first. */
export interface BooksView {
  calls: CallRecord[];
  executions: Execution[];
  callbacks: CallbackRecord[];
  counts: Record<CallName, number>;
}

/** The three kinds of entries. */
export interface BookEntries {
  call: CallRecord;
  execution: Execution;
  callback: CallbackRecord;
}

/** Books that keep what they are told, in memory, and hand each entry on to be stored. */
export class Books {
  private readonly calls: CallRecord[] = [];
  private readonly executions: Execution[] = [];
  private readonly callbacks: CallbackRecord[] = [];

  /** @param keep stores one entry for good */
  constructor(private readonly keep: (kind: keyof BookEntries, entry: { id: number }) => void) {}

  /** Takes an entry from an earlier run, without storing it again. */
  restore<K extends keyof BookEntries>(kind: K, entry: BookEntries[K]): void {
    this.list(kind).push(entry);
  }

  /** Writes down a call. */
  addCall(entry: Omit<CallRecord, 'id'>): void {
    this.add('call', entry);
  }

  /** Writes down something that happened. */
  addExecution(entry: Omit<Execution, 'id'>): void {
    this.add('execution', entry);
  }

  /** Writes down a callback. */
  addCallback(entry: Omit<CallbackRecord, 'id'>): void {
    this.add('callback', entry);
  }

  /** The entries, of one reservation or of all; counts are of the calls shown. */
  view(reservationUuid?: string): BooksView {
    const isShown = (entry: { reservationUuid: string | null }): boolean =>
      reservationUuid === undefined || entry.reservationUuid === reservationUuid;
    const calls = this.calls.filter(isShown);
    return structuredClone({
      calls,
      executions: this.executions.filter(isShown),
      callbacks: this.callbacks.filter(isShown),
      counts: countByCall(calls),
    });
  }

  private add<K extends keyof BookEntries>(kind: K, entry: Omit<BookEntries[K], 'id'>): void {
    const list = this.list(kind);
    const numbered = { id: list.length + 1, ...entry } as BookEntries[K];
    list.push(numbered);
    this.keep(kind, numbered);
  }

  private list<K extends keyof BookEntries>(kind: K): Array<BookEntries[K]> {
    const lists = { call: this.calls, execution: this.executions, callback: this.callbacks };
    return lists[kind] as Array<BookEntries[K]>;
  }
}

function countByCall(calls: readonly CallRecord[]): Record<CallName, number> {
  const counts = Object.fromEntries(CALL_NAMES.map((name) => [name, 0])) as Record<CallName, number>;
  for (const record of calls) counts[record.call] += 1;
  return counts;
}
