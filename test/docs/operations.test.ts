/** docs/reference/operations.md and the code name the same refusals, both ways; so do the operators' guide and attention. */
import { describe, expect, it } from '@jest/globals';
import { COMMANDS_BY_STATE } from '../../workflows/guards';
import type { CommandKind } from '../../workflows/messages';
import type { LifecycleState } from '../../workflows/state';
import { firstColumn, readPage, section } from './pages';

const page = readPage('docs/reference/operations.md');
const COMMANDS = Object.keys(COMMANDS_BY_STATE) as CommandKind[];
const STATES = Object.keys(COMMANDS_BY_STATE.capture) as LifecycleState[];

/** The members of a union of string literals, from its source: types leave nothing behind to read. */
function unionIn(file: string, type: string): string[] {
  const [, rest = ''] = readPage(file).split(`export type ${type} =`);
  const [body = ''] = rest.split(';\n');
  return [...body.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, name]) => name ?? '');
}

const headingOf = (kind: CommandKind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
const unique = (names: string[]) => [...new Set(names)].sort();

describe('docs/reference/operations.md', () => {
  it('names every refusal, and none that does not exist', () => {
    const file = 'workflows/refusals.ts';
    const inCode = [...unionIn(file, 'StateRefusal'), ...unionIn(file, 'RefusalName')];
    expect(inCode.length).toBeGreaterThan(25);
    expect(unique(firstColumn(page))).toEqual(unique(inCode));
  });

  it.each(COMMANDS)('names under %s each refusal that a state gives it', (kind) => {
    const byState = Object.values(COMMANDS_BY_STATE[kind]).filter((refusal) => refusal !== null);
    expect(firstColumn(section(page, headingOf(kind)))).toEqual(expect.arrayContaining(unique(byState)));
  });

  it('names the refusals of capture and refund in the order in which the code checks them', () => {
    const source = readPage('workflows/guards.ts');
    const checked = (name: string) => {
      const [, rest = ''] = source.split(`function ${name}(`);
      const [body = ''] = rest.split('\n}\n');
      return [...body.matchAll(/refusal: '(\w+)'/g)].map(([, refusal]) => refusal ?? '');
    };
    for (const [heading, name] of [
      ['Capture', 'judgeCapture'],
      ['Charge', 'judgeCharge'],
      ['Refund', 'judgeRefund'],
    ] as const) {
      const inCode = checked(name);
      const inPage = firstColumn(section(page, heading)).filter((refusal) => inCode.includes(refusal));
      expect(inCode.length).toBeGreaterThan(0);
      expect(inPage).toEqual(inCode);
    }
  });

  it('shows which command a state allows as the code does', () => {
    const rows = [...section(page, 'Which command in which state').matchAll(/^\| ([a-zA-Z, ]+) \|(.*)\|$/gm)];
    const shown = rows.flatMap(([, states = '', cells = '']) =>
      states.split(', ').map((state) => [state, cells.split('|').map((cell) => cell.trim() === 'yes')]),
    );
    const inCode = STATES.map((state) => [
      state,
      COMMANDS.map((kind) => COMMANDS_BY_STATE[kind][state] === null),
    ]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(inCode));
  });
});

describe('docs/guides/operators.md', () => {
  it('explains every attention, and none that does not exist', () => {
    const listed = firstColumn(section(readPage('docs/guides/operators.md'), 'Attention'));
    expect(listed.sort()).toEqual(unionIn('workflows/state.ts', 'AttentionCode').sort());
  });
});
