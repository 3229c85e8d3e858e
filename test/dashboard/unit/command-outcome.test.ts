/** What became of a command, and which key names it: what may have been done is only ever asked again word by word. */
import { describe, expect, it } from '@jest/globals';
import { ApiProblem, unreachable } from '../../../src/dashboard/api/api-problem';
import type { Operation } from '../../../src/dashboard/api/types';
import {
  commandToSend,
  keptAfter,
  outcomeOfAnswer,
  outcomeOfError,
  wasTooLate,
} from '../../../src/dashboard/commands/command-outcome';
import { captureOperation, hold } from './orders';

const problem = (status: number, code: string): ApiProblem => new ApiProblem(status, { code, title: code });

describe('what is sent', () => {
  let made = 0;
  const newKey = (): string => `key-${++made}`;

  it('again while the outcome is uncertain is the same body under the same key, whatever is confirmed now', () => {
    const body = { amountMinor: 100 };
    const first = commandToSend(null, body, newKey);
    body.amountMinor = 200;
    const again = commandToSend(keptAfter(first, 'uncertain'), { amountMinor: 300 }, newKey);
    expect(again).toBe(first);
    expect(again.body).toEqual({ amountMinor: 100 });
  });

  it.each(['executed', 'refused', 'pending', 'contradicted'] as const)(
    'after %s has a key of its own',
    (is) => {
      const first = commandToSend(null, { amountMinor: 100 }, newKey);
      expect(commandToSend(keptAfter(first, is), { amountMinor: 100 }, newKey).key).not.toBe(first.key);
    },
  );
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

  it('of a fault of our own is uncertain: it was sent', () => {
    expect(outcomeOfError(new TypeError('broken'))).toMatchObject({ is: 'uncertain' });
  });

  it.each([401, 403, 404, 408, 413, 422])(
    'stays uncertain when only the door refuses (%d) to ask again',
    (status) => {
      expect(outcomeOfError(problem(status, 'at_the_door'), { wasUncertain: true }).is).toBe('uncertain');
    },
  );

  it('is known once the order itself has refused, though it was uncertain', () => {
    const refused = problem(409, 'nothing_left_to_capture');
    expect(outcomeOfError(refused, { wasUncertain: true }).is).toBe('refused');
  });
});

describe('a person’s word', () => {
  const answered = (status: Operation['status']) => ({
    operation: captureOperation({ status }),
    reservation: hold(),
  });

  it.each([
    ['refused', 'refused', 'executed'],
    ['executed', 'executed', 'executed'],
    ['refused', 'executed', 'contradicted'],
    ['executed', 'refused', 'contradicted'],
    ['refused', 'unknown', 'pending'],
  ] as const)('“%s” on an operation that is %s then is %s', (said, status, is) => {
    expect(outcomeOfAnswer(202, answered(status), said).is).toBe(is);
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
