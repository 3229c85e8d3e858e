/** A terminal that remembers what was written to it. */
import type { Terminal } from '../../src/cli/terminal';

/** The terminal, and what it was told. */
export interface FakeTerminal extends Terminal {
  stdout(): string;
  stderr(): string;
}

/** A terminal in an empty environment and a directory without settings, unless told otherwise. */
export function fakeTerminal(overrides: Partial<Terminal> = {}): FakeTerminal {
  const lines = { out: [] as string[], err: [] as string[] };
  return {
    env: {},
    cwd: '/nonexistent',
    out: (line) => lines.out.push(line),
    err: (line) => lines.err.push(line),
    stdin: async () => '',
    hasColor: false,
    hasErrColor: false,
    progress: null,
    untilStopped: () => new AbortController().signal,
    stdout: () => lines.out.join('\n'),
    stderr: () => lines.err.join('\n'),
    ...overrides,
  };
}
