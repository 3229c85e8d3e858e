/** The books of a run: every figure that is promised, whether it holds, and which orders broke it. */
import Table from 'cli-table3';
import type { BooksView } from '../src/sandbox/books';
import type { AttentionLog } from './attendant';
import type { ForgeryLog } from './bystanders';
import type { CommandLog } from './door';
import type { Breach, Finding } from './judge-order';

/** One order that broke a promise, or waits for a person. */
export interface Offender {
  orderId: string;
  findings: Finding[];
}

/** All that the table is made from. */
export interface RunFacts {
  seed: number;
  lifecycles: number;
  digest: string;
  tookMs: number;
  states: Record<string, number>;
  offenders: Offender[];
  /** Orders in attention when everything had settled. */
  standing: { orderId: string; code: string }[];
  attentions: readonly AttentionLog[];
  commands: readonly CommandLog[];
  lostConnections: number;
  forgeries: ForgeryLog;
  sandbox: Pick<BooksView, 'calls' | 'executions' | 'callbacks'>;
  kills: { members: number; engine: number; ownEnds: number };
  straysReleased: number;
}

/** One line of the books: what is counted, and whether it is as promised. Null: it is told, not promised. */
export interface BookLine {
  name: string;
  found: string | number;
  promised: string;
  holds: boolean | null;
}

const PROMISES: [Breach, string][] = [
  ['double_execution', 'double executions'],
  ['late_capture', 'late captures'],
  ['lapsed_hold', 'holds lapsed that were to be captured'],
  ['lost_command', 'lost commands'],
  ['refusal_ignored', 'commands executed that had to be refused'],
  ['stuck', 'stuck orders'],
  ['ledger_differs', 'ledgers unlike the provider’s books'],
  ['stray_left', 'reservations left holding money beside an order'],
  ['attention_without_evidence', 'attentions without evidence'],
];

/** At most one order in a hundred may wait for a person at the end. */
const ATTENTION_SHARE = 0.01;

const TAKEN = 200;

/** Every line of the books. */
export function booksOf(facts: RunFacts): BookLine[] {
  return [...promised(facts), ...told(facts)];
}

/** Whether all that is promised was kept. */
export function areRight(lines: readonly BookLine[]): boolean {
  return lines.every(({ holds }) => holds !== false);
}

/** The books as a table for people. */
export function printed(lines: readonly BookLine[]): string {
  const table = new Table({
    head: ['what', 'found', 'promised', ''],
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    style: { head: [], border: [] },
  });
  for (const { name, found, promised: limit, holds } of lines) {
    table.push([name, String(found), limit, holds === null ? '' : holds ? 'kept' : 'BROKEN']);
  }
  return table.toString();
}

function promised(facts: RunFacts): BookLine[] {
  const { offenders, standing, attentions, forgeries, lifecycles } = facts;
  const breaches = offenders.flatMap(({ findings }) => findings);
  const bare = attentions.filter(isBare).length;
  const limit = Math.floor(lifecycles * ATTENTION_SHARE);
  const believed = forgeries.filter(({ deed, status }) => deed in REFUSED && status === TAKEN).length;
  return [
    ...PROMISES.map(([breach, name]) => {
      const found =
        breaches.filter((one) => one.breach === breach).length +
        (breach === 'attention_without_evidence' ? bare : 0);
      return { name, found, promised: '0', holds: found === 0 };
    }),
    {
      name: 'orders in attention at the end',
      found: standing.length,
      promised: `at most ${limit}`,
      holds: standing.length <= limit,
    },
    { name: 'forged callbacks that were taken', found: believed, promised: '0', holds: believed === 0 },
  ];
}

/** What is signed as the provider signs is taken, and leads to a look at the books only. */
const REFUSED = { wrongChecksum: 403, madeUpToken: 404, spoiltToken: 404 };

function told(facts: RunFacts): BookLine[] {
  const { sandbox, attentions, commands, kills } = facts;
  const { calls, callbacks } = sandbox;
  const faulty = calls.filter(({ fault }) => fault !== null && fault !== 'slow' && fault !== 'refusal');
  const people = new Set(attentions.filter(({ answered }) => answered).map(({ orderId }) => orderId));
  const told = (kind: string): number => callbacks.filter(({ fault }) => fault === kind).length;
  // One that was doubled stands there twice.
  const doubled = Math.round(told('double') / 2);
  const struck = (times: number): string => share(times, callbacks.length - doubled);
  const line = (name: string, found: string | number): BookLine => ({
    name,
    found,
    promised: '',
    holds: null,
  });
  return [
    line('lifecycles', `${facts.lifecycles}, seed ${facts.seed}, decisions ${facts.digest}`),
    line('took', `${Math.round(facts.tookMs / 1_000)} s`),
    line('ended as', counted(facts.states)),
    line('orders that a person had to look at', share(people.size, facts.lifecycles)),
    line('attentions raised', counted(tally(attentions.map(({ code }) => code)))),
    line(
      'commands',
      `${commands.length}, ${commands.filter(({ unanswered }) => unanswered > 0).length} repeated`,
    ),
    line('requests without an answer', facts.lostConnections),
    line('calls to the provider', calls.length),
    line('of them struck by a fault', share(faulty.length, calls.length)),
    line('of these after executing', share(faulty.filter(isAfter).length, faulty.length)),
    line('kinds of faults', counted(tally(faulty.map(({ fault }) => fault ?? '')))),
    line(
      'callbacks dropped, doubled, reordered',
      `${struck(told('drop'))}, ${struck(doubled)}, ${struck(told('reorder'))}`,
    ),
    line('forged callbacks', counted(tally(facts.forgeries.map(({ deed, status }) => `${deed} ${status}`)))),
    line('processes killed', `${kills.members} workers and servers, ${kills.engine} engines`),
    line('processes that ended by themselves', kills.ownEnds),
    line('stray reservations released', facts.straysReleased),
  ];
}

const isBare = ({ hasEvidence }: AttentionLog): boolean => !hasEvidence;

/** The true outcome is only known of what was tried. */
function isAfter({ message }: { message: string | null }): boolean {
  return message !== null;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0' : `${part} (${((100 * part) / whole).toFixed(1)} %)`;
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function counted(counts: Record<string, number>): string {
  const parts = Object.entries(counts).sort(([, one], [, other]) => other - one);
  return parts.map(([name, times]) => `${times} ${name}`).join('\n') || 'none';
}
