/** What comes back for a request: only our own server's answers count as answers. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../../src/dashboard/api/ask';
import { sendCommand } from '../../../src/dashboard/api/reservations';
import { outcomeOfError } from '../../../src/dashboard/commands/command-outcome';
import { captureOperation, hold } from './orders';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** From now on every request is answered so. */
function answering(status: number, body: string): void {
  globalThis.fetch = async () => new Response(status === 204 ? null : body, { status });
}

const capture = () => sendCommand({ orderId: 'booking-1042', kind: 'capture' }, { body: {}, key: 'key-1' });
const answer = { operation: captureOperation(), reservation: hold() };

describe('a command', () => {
  it('is answered by its operation and its reservation', async () => {
    answering(202, JSON.stringify(answer));
    await expect(capture()).resolves.toEqual({ status: 202, body: answer });
  });

  it.each([
    ['a page of somebody between', 200, '<html>Sign in to the network</html>'],
    ['nothing', 200, ''],
    ['JSON that is no object', 200, '[]'],
    ['another object', 200, '{"ok":true}'],
    ['a refusal that is not ours', 403, '<html>Blocked</html>'],
    ['a problem without a code', 404, '{"message":"Not Found"}'],
  ])('answered with %s is uncertain', async (_what, status, body) => {
    answering(status, body);
    const outcome = await capture().catch(outcomeOfError);
    expect(outcome).toMatchObject({ is: 'uncertain', problem: { code: 'unreachable' } });
  });

  it('sent elsewhere is uncertain, and does not follow', async () => {
    globalThis.fetch = async (_path, init) => {
      // As fetch does: it follows unless it is told not to.
      if (init?.redirect === 'error') throw new TypeError('unexpected redirect');
      return new Response(JSON.stringify(answer), { status: 200 });
    };
    const outcome = await capture().catch(outcomeOfError);
    expect(outcome).toMatchObject({ is: 'uncertain', problem: { code: 'unreachable' } });
  });

  it('is refused by a problem of ours', async () => {
    answering(409, '{"code":"nothing_left_to_capture","title":"Nothing is left to capture"}');
    const outcome = await capture().catch(outcomeOfError);
    expect(outcome).toMatchObject({ is: 'refused', problem: { code: 'nothing_left_to_capture' } });
  });
});

describe('any request', () => {
  it('may be answered with 204 and nothing', async () => {
    answering(204, '');
    await expect(ask('/session', { method: 'DELETE' })).resolves.toEqual({ status: 204, body: undefined });
  });

  it('answered with no JSON object is unreachable', async () => {
    answering(200, '<html></html>');
    await expect(ask('/v1/summary')).rejects.toMatchObject({ code: 'unreachable' });
  });
});
