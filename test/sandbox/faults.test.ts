// Faults on calls: what the caller sees, and that the books tell executed from not executed whatever he sees.
import { describe, expect, it } from '@jest/globals';
import axios from 'axios';
import type { CallFault } from '../../src/sandbox/index';
import { type Answered, type Merchant, startMerchant } from './support/merchant';

type Seen = Answered | { code: string };

/** Captures NOK 10 under a fault and tells what the caller saw: an answer, or the socket's error. */
async function captureUnder(
  merchant: Merchant,
  fault: Pick<CallFault, 'kind' | 'when'> & Partial<CallFault>,
): Promise<{ seen: Seen; uuid: string; ids: number[] }> {
  const { uuid, ids } = await merchant.reserved();
  merchant.sandbox.control.setFault({ call: 'capture', times: 1, ...fault });
  const seen = await merchant.capture(uuid, ids, [10, 0], 'part [op:1]').catch((error: unknown) => {
    return { code: axios.isAxiosError(error) ? (error.code ?? '') : String(error) };
  });
  return { seen, uuid, ids };
}

describe.each(['before', 'after'] as const)('a fault %s executing', (when) => {
  it.each([
    ['reset', { code: 'ECONNRESET' }],
    ['timeout', { code: 'ECONNRESET' }],
    [
      '500',
      { status: 500, body: expect.objectContaining({ message: 'internalErrorOccurredPleaseTryAgainLater' }) },
    ],
    [
      '510',
      {
        status: 510,
        body: expect.objectContaining({ message: 'Something Went Wrong', errors: expect.any(Array) }),
      },
    ],
    ['401', { status: 401 }],
    ['429', { status: 429, headers: expect.objectContaining({ 'retry-after': '1' }) }],
    [
      'redirect',
      { status: 307, headers: expect.objectContaining({ location: expect.stringMatching('/capture/RES') }) },
    ],
    ['unreadable', { body: expect.any(String) }],
  ] as const)('shows %s, and the books know the truth', async (kind, expected) => {
    const merchant = await startMerchant();
    const { seen, uuid, ids } = await captureUnder(merchant, {
      kind,
      when,
      ...(kind === 'timeout' && { afterMs: 60 }),
    });
    expect(seen).toMatchObject(expected);
    const isExecuted = when === 'after';
    const books = merchant.sandbox.control.books(uuid);
    const record = books.calls.at(-1);
    expect(record).toMatchObject({
      call: 'capture',
      executed: isExecuted,
      fault: kind,
      message: isExecuted ? 'reservationCapturedSuccessfully' : null,
      status: 'status' in seen ? seen.status : null,
    });
    expect(books.executions.filter((entry) => entry.kind === 'capture')).toHaveLength(isExecuted ? 1 : 0);
    expect(merchant.sandbox.control.reservation(uuid).capturedMinor).toBe(isExecuted ? 1000 : 0);
    expect((await merchant.capture(uuid, ids, [10, 0])).status).toBe(202);
  });
});

describe('a fault', () => {
  it('keeps a marker of what was executed although the answer was lost', async () => {
    const merchant = await startMerchant();
    const { uuid } = await captureUnder(merchant, { kind: 'reset', when: 'after' });
    const { executions } = merchant.sandbox.control.books(uuid);
    expect(executions.at(-1)).toMatchObject({
      kind: 'capture',
      by: 'api',
      amountMinor: 1000,
      note: 'part [op:1]',
    });
    const { captured } = (await merchant.details(uuid)).body.data.paymentHistory;
    expect(captured[0]).toMatchObject({
      additionalText: 'part [op:1]',
      reference: executions.at(-1)?.reference,
    });
  });

  it('executes twice when a caller follows the redirect', async () => {
    const merchant = await startMerchant();
    const { seen, uuid, ids } = await captureUnder(merchant, { kind: 'redirect', when: 'after' });
    expect(seen).toMatchObject({ status: 307 });
    await merchant.capture(uuid, ids, [10, 0]);
    expect(merchant.sandbox.control.reservation(uuid).capturedMinor).toBe(2000);
  });

  it('after executing spoils also a refusal, and the books say that nothing was executed', async () => {
    const merchant = await startMerchant();
    const { uuid, ids } = await merchant.reserved();
    merchant.sandbox.control.setFault({ call: 'capture', kind: '500', when: 'after' });
    expect((await merchant.capture(uuid, ids, [100, 60])).status).toBe(500);
    expect(merchant.sandbox.control.books(uuid).calls.at(-1)).toMatchObject({
      executed: false,
      status: 500,
      message: 'requestedCaptureAmountExceedAvailableCaptureRunway',
      fault: '500',
    });
  });

  it('strikes only the reservation or reference number it is aimed at', async () => {
    const merchant = await startMerchant();
    const first = await merchant.submit({ referenceNo: 'first' });
    merchant.sandbox.control.setFault({ call: 'any', kind: '510', when: 'before', reservationUuid: first });
    merchant.sandbox.control.setFault({ call: 'submit', kind: '500', when: 'before', referenceNo: 'third' });
    expect((await merchant.details(first)).status).toBe(510);
    expect((await merchant.details(await merchant.submit({ referenceNo: 'second' }))).status).toBe(200);
    await expect(merchant.submit({ referenceNo: 'third' })).rejects.toThrow('internalErrorOccurred');
  });

  it('strikes as often as it was told and shows what is left', async () => {
    const merchant = await startMerchant();
    const uuid = await merchant.submit();
    merchant.sandbox.control.setFault({ call: 'details', kind: '510', when: 'before', times: 2 });
    const seen: number[] = [];
    for (let reading = 0; reading < 3; reading += 1) seen.push((await merchant.details(uuid)).status);
    expect(seen).toEqual([510, 510, 200]);
    expect(merchant.sandbox.control.faults()).toEqual([]);
  });

  it('of a probability strikes the same readings in two sandboxes of one seed', async () => {
    const run = async (): Promise<number[]> => {
      const merchant = await startMerchant({ seed: 7 });
      const uuid = await merchant.submit();
      merchant.sandbox.control.setFault({ call: 'details', kind: '510', when: 'before', probability: 0.5 });
      const seen: number[] = [];
      for (let reading = 0; reading < 12; reading += 1) seen.push((await merchant.details(uuid)).status);
      return seen;
    };
    const seen = await run();
    expect(new Set(seen)).toEqual(new Set([200, 510]));
    expect(await run()).toEqual(seen);
  });

  it('lets details lag behind while the truth goes on', async () => {
    const merchant = await startMerchant();
    const { uuid, ids } = await merchant.reserved();
    merchant.sandbox.control.advance('PT1M', uuid);
    await merchant.capture(uuid, ids, [10, 0]);
    merchant.sandbox.control.setFault({ detailsLagMs: 30_000, reservationUuid: uuid });
    expect((await merchant.details(uuid)).body.data).toMatchObject({
      isPaid: false,
      paymentDetails: { reservedAmount: 150, capturedAmount: 0 },
      paymentHistory: { captured: [] },
    });
    merchant.sandbox.control.advance('PT31S', uuid);
    expect((await merchant.details(uuid)).body.data.paymentDetails.capturedAmount).toBe(10);
  });

  it('that lies says done and does nothing, whatever state the reservation is in', async () => {
    const merchant = await startMerchant();
    const { control } = merchant.sandbox;
    const { uuid, ids } = await merchant.reserved();
    control.setFault({ call: 'cancel', kind: 'lie', when: 'before', times: 2 });
    control.setFault({ call: 'capture', kind: 'lie', when: 'before', times: 1 });
    const told = await merchant.send('GET', `cancel/${uuid}`, { note: 'no [op:1]' });
    expect(told).toMatchObject({ status: 202, body: { message: 'cancelledOrderSuccessfully' } });
    const captured = await merchant.capture(uuid, ids, [10, 0]);
    expect(captured).toMatchObject({ status: 202, body: { data: { uuid: expect.stringMatching(/^CAP/) } } });
    expect(control.reservation(uuid)).toMatchObject({ status: 'RESERVED', capturedMinor: 0 });
    const records = control.books(uuid).calls.slice(-2);
    for (const record of records) {
      expect(record).toMatchObject({ executed: false, status: 202, message: null, fault: 'lie' });
    }
    expect((await merchant.send('GET', 'cancel/RES0000000000', { note: 'no' })).status).toBe(404);
    expect((await merchant.send('GET', `cancel/${uuid}`, { note: 'no [op:2]' })).status).toBe(202);
    expect(control.reservation(uuid).status).toBe('CANCELLED');
  });

  it('answers slowly but truly', async () => {
    const merchant = await startMerchant();
    const startedMs = Date.now();
    const { seen } = await captureUnder(merchant, { kind: 'slow', when: 'after', afterMs: 120 });
    expect(seen).toMatchObject({ status: 202 });
    expect(Date.now() - startedMs).toBeGreaterThanOrEqual(115);
  });

  it('of silence ends at once when the sandbox stops', async () => {
    const merchant = await startMerchant();
    const { uuid } = await merchant.reserved();
    merchant.sandbox.control.setFault({ call: 'details', kind: 'timeout', when: 'before' });
    const silent = merchant.details(uuid).catch((error: unknown) => error);
    while (merchant.sandbox.control.counters().details === 0)
      await new Promise((resolve) => setImmediate(resolve));
    await merchant.sandbox.stop();
    expect(axios.isAxiosError(await silent)).toBe(true);
  });

  it('that makes no sense is refused', async () => {
    const { control } = (await startMerchant()).sandbox;
    const senseless = {
      call: 'cancel',
      kind: 'refusal',
      message: 'paymentCardNotFound',
      when: 'before',
    } as const;
    expect(() => control.setFault(senseless)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    for (const lie of [
      { call: 'submit', when: 'before' },
      { call: 'cancel', when: 'after' },
    ] as const) {
      expect(() => control.setFault({ kind: 'lie', ...lie })).toThrow(
        expect.objectContaining({ code: 'invalid_request' }),
      );
    }
    expect(() => control.setFault({} as never)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
