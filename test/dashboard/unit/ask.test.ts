/** What comes back for a request: only our own server's answers count as answers. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, askAhead, read } from '../../../src/dashboard/api/ask';
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

describe('what was asked ahead', () => {
  /** From now on every request is answered with how many came. */
  function counting(): { count: number } {
    const asked = { count: 0 };
    globalThis.fetch = async () => {
      asked.count += 1;
      return new Response(`{"count":${asked.count}}`);
    };
    return asked;
  }

  it('is given to who reads it, once', async () => {
    const asked = counting();
    expect(await askAhead('/session')).toBe(true);
    expect([await read('/session'), asked.count]).toEqual([{ count: 1 }, 1]);
    expect(await read('/session')).toEqual({ count: 2 });
  });

  it('is given to nobody who changes something, or reads another', async () => {
    counting();
    await askAhead('/session');
    expect((await ask('/session', { method: 'DELETE' })).body).toEqual({ count: 2 });
    expect(await read('/v1/summary')).toEqual({ count: 3 });
    expect(await read('/session')).toEqual({ count: 1 });
  });

  it('is asked anew once it is old', async () => {
    counting();
    await askAhead('/session');
    const realNow = performance.now;
    performance.now = () => realNow.call(performance) + 5_000;
    try {
      expect(await read('/session')).toEqual({ count: 2 });
    } finally {
      performance.now = realNow;
    }
  });

  it('and did not come is unreachable for who reads it, and nothing before', async () => {
    globalThis.fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await askAhead('/session')).toBe(false);
    await expect(read('/session')).rejects.toMatchObject({ code: 'unreachable' });
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
