/** What has become of a command that was taken on: asked of its operation, and of a person's word by the same word again. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { outcomeByNow } from '../../../src/dashboard/commands/follow-command';
import { captureOperation, hold } from './orders';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** From now on every request is answered so; gives what was asked. */
function answering(status: number, body: object): { path: string; init: RequestInit | undefined }[] {
  const asked: { path: string; init: RequestInit | undefined }[] = [];
  globalThis.fetch = async (path, init) => {
    asked.push({ path: String(path), init });
    return new Response(JSON.stringify(body), { status });
  };
  return asked;
}

const sent = { body: { operationId: 'op-1', outcome: 'executed', evidence: 'Seen' }, key: 'key-1' };
const taken = { sent, operationId: 'op-1' };
const word = { orderId: 'booking-1042', kind: 'resolve', said: 'executed' } as const;
const answerWith = (status: 'executed' | 'refused' | 'unknown') => ({
  operation: captureOperation({ status }),
  reservation: hold(),
});

describe('a person’s word that was taken on', () => {
  it('is asked after by the very same word under its key', async () => {
    const asked = answering(200, answerWith('executed'));
    await expect(outcomeByNow(word, taken)).resolves.toMatchObject({ is: 'executed' });
    expect(asked.map(({ path }) => path)).toEqual(['/v1/reservations/booking-1042/resolve']);
    const { method, headers, body } = asked[0]?.init ?? {};
    expect([method, JSON.parse(String(body))]).toEqual(['POST', sent.body]);
    expect(headers).toMatchObject({ 'Idempotency-Key': 'key-1' });
  });

  it('is no longer being checked once the books have contradicted it, though the operation is unknown as before', async () => {
    answering(409, { code: 'resolve_contradicted', title: 'The books contradict this' });
    await expect(outcomeByNow(word, taken)).resolves.toMatchObject({
      is: 'refused',
      problem: { code: 'resolve_contradicted' },
    });
  });

  it.each([
    ['unknown', 'pending'],
    ['refused', 'contradicted'],
  ] as const)('whose operation is %s is %s', async (status, is) => {
    answering(status === 'unknown' ? 202 : 200, answerWith(status));
    await expect(outcomeByNow(word, taken)).resolves.toMatchObject({ is });
  });

  it.each([401, 429, 503])('is told nothing by a %i, and goes on being asked after', async (status) => {
    answering(status, { code: 'some_code', title: 'Not now' });
    await expect(outcomeByNow(word, taken)).rejects.toMatchObject({ status });
  });
});

describe('a command that was taken on', () => {
  it('is asked after by its operation, and not sent again', async () => {
    const asked = answering(200, answerWith('executed'));
    const target = { orderId: 'booking-1042', kind: 'capture' } as const;
    await expect(outcomeByNow(target, taken)).resolves.toMatchObject({ is: 'executed' });
    expect(asked.map(({ path, init }) => [path, init?.method])).toEqual([
      ['/v1/reservations/booking-1042/operations/op-1', 'GET'],
    ]);
  });
});
