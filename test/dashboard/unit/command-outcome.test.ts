/** What became of a command, and which key names it: the same confirmation is never two operations. */
import { describe, expect, it } from '@jest/globals';
import { ApiProblem, unreachable } from '../../../src/dashboard/api/api-problem';
import {
  nameCommand,
  outcomeOfAnswer,
  outcomeOfError,
  wasTooLate,
} from '../../../src/dashboard/commands/command-outcome';
import { captureOperation, hold } from './orders';

const problem = (status: number, code: string): ApiProblem => new ApiProblem(status, { code, title: code });

describe('the key of a confirmation', () => {
  let made = 0;
  const newKey = (): string => `key-${++made}`;

  it('stays with the body that was confirmed, and changes with it', () => {
    const first = nameCommand(null, { amountMinor: 100 }, newKey);
    expect(nameCommand(first, { amountMinor: 100 }, newKey)).toBe(first);
    expect(nameCommand(first, { amountMinor: 200 }, newKey).key).not.toBe(first.key);
  });
});

describe('an outcome', () => {
  const answer = { operation: captureOperation(), reservation: hold() };

  it.each([
    [200, 'executed'],
    [202, 'pending'],
  ])('answered %d is %s', (status, is) => {
    expect(outcomeOfAnswer(status, answer)).toEqual({ is, answer });
  });

  it.each([
    [problem(409, 'nothing_left_to_capture'), 'refused'],
    [problem(422, 'invalid_command'), 'refused'],
    [problem(403, 'role_not_allowed'), 'refused'],
    [problem(429, 'rate_limited'), 'uncertain'],
    [problem(503, 'engine_unavailable'), 'uncertain'],
    [unreachable(), 'uncertain'],
  ])('of %s is %s', (error, is) => {
    expect(outcomeOfError(error)).toEqual({ is, problem: error });
  });

  it('of a fault of our own is none', () => {
    expect(() => outcomeOfError(new TypeError('broken'))).toThrow('broken');
  });
});

describe('somebody was faster', () => {
  it.each([
    ['capture', 'nothing_left_to_capture', true],
    ['capture', 'capture_exceeds_runway', false],
    ['cancel', 'already_captured', true],
    ['resolve', 'operation_already_settled', true],
    ['resolve', 'resolve_contradicted', false],
  ] as const)('%s refused as %s: %s', (kind, code, isLate) => {
    expect(wasTooLate(kind, code)).toBe(isLate);
  });
});
