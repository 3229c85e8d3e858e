/** Counts what simulated lives were like, and prints it, so that a generator that has lost its variety is seen. */
import Table from 'cli-table3';
import { TRANSITIONS } from '../../workflows/transitions';
import type { SimulatedLife } from './simulated-life';

const OPERATIONS = ['submit', 'capture', 'charge', 'refund', 'cancel', 'complete', 'resend'] as const;
const OUTCOMES = ['executed', 'refused', 'unknown'] as const;

const LIFECYCLES = Object.keys(TRANSITIONS);

export class Census {
  lives = 0;
  /** Lives in which some person is asked for at the end. */
  waiting = 0;
  readonly #counts = new Map<string, number>();

  /** How many lives showed this. */
  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  count(life: SimulatedLife): void {
    this.lives += 1;
    if (life.state.attentions.length > 0) this.waiting += 1;
    for (const what of shownBy(life)) this.#counts.set(what, this.of(what) + 1);
  }

  /** What happened in fewer lives than this. */
  missing(wanted: string[], atLeast: number): string[] {
    return wanted.filter((what) => this.of(what) < atLeast).map((what) => `${what}: ${this.of(what)}`);
  }

  print(title: string): void {
    const table = new Table({ head: [title, ...OUTCOMES], style: { head: [], border: [] } });
    for (const kind of OPERATIONS)
      table.push([kind, ...OUTCOMES.map((outcome) => this.of(`${kind} ${outcome}`))]);
    const listed = (prefix: string) =>
      [...this.#counts]
        .filter(([what]) => what.startsWith(`${prefix} `))
        .sort(([, one], [, other]) => other - one)
        .map(([what, count]) => `${what.slice(prefix.length + 1)} ${count}`)
        .join(', ');
    const lines = [
      `${this.lives} lives; ${this.of('over')} over, ${this.of('goes on')} go on; at the end ${this.waiting} need a person`,
      `ended as: ${listed('ends')}`,
      `attention raised at any time: ${listed('attention')}`,
      `waiting for a person at the end: ${listed('waits')}`,
    ];
    process.stdout.write(`${table.toString()}\n${lines.join('\n')}\n`);
  }
}

function shownBy({ state, invariants, hasEnded, lies }: SimulatedLife): Set<string> {
  const { lifecycle, operations, attentions, timeline } = state;
  const raised = timeline.filter(({ type }) => type === 'attention_raised');
  return new Set([
    `ends ${lifecycle}`,
    hasEnded ? 'over' : 'goes on',
    ...[...invariants.lifecycles].map((reached) => `reaches ${reached}`),
    ...[...invariants.everUnknown].map((kind) => `${kind} unknown`),
    ...operations.map(({ kind, status }) => `${kind} ${status}`),
    ...raised.map(({ data }) => `attention ${String(data['code'])}`),
    ...timeline.filter(({ type }) => type.endsWith('_adopted')).map(({ type }) => type),
    ...attentions.map(({ code }) => `waits ${code}`),
    ...(lies.size > 0 ? ['lied to'] : []),
  ]);
}

/** Every state of the lifecycle, reached at some time. */
export const EVERY_STATE = LIFECYCLES.map((lifecycle) => `reaches ${lifecycle}`);

/** Every operation with every outcome. */
export const EVERY_OUTCOME = OPERATIONS.flatMap((kind) => OUTCOMES.map((outcome) => `${kind} ${outcome}`));
