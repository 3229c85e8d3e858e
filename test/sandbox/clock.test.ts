// Time: the clocks of reservations, links that expire, and the lag of the provider's own job.
import { describe, expect, it } from '@jest/globals';
import { NOW_HEADER } from '../../src/sandbox/index';
import { startMerchant, unixSeconds } from './support/merchant';

const NOTE = { note: 'too late' };
const inMs = (ms: number) => ({ [NOW_HEADER]: new Date(Date.now() + ms).toISOString() });
const DAY_MS = 24 * 3_600_000;

/** How far the reservation is ahead of real time, to the second. */
function aheadS(reservation: { now: string }): number {
  return Math.round((Date.parse(reservation.now) - Date.now()) / 1000) + 0;
}

describe("a reservation's clock", () => {
  it('moves to the instant a request carries, ticks on, and never goes back', async () => {
    const { submit, send, sandbox } = await startMerchant();
    const uuid = await submit();
    await send('GET', `details/${uuid}`, undefined, inMs(1_500));
    expect(aheadS(sandbox.control.reservation(uuid))).toBe(0);
    await send('GET', `details/${uuid}`, undefined, inMs(1_800_000));
    expect(aheadS(sandbox.control.reservation(uuid))).toBe(1800);
    await send('GET', `details/${uuid}`, undefined, inMs(60_000));
    await send('GET', `details/${uuid}`, undefined, { [NOW_HEADER]: 'yesterday' });
    expect(aheadS(sandbox.control.reservation(uuid))).toBe(1800);
  });

  it('starts at the instant submit carries and leaves other reservations alone', async () => {
    const { submit, sandbox } = await startMerchant();
    const early = await submit();
    const late = await submit({ dueDateForPaymentLink: unixSeconds(31 * 86_400) }, inMs(30 * DAY_MS));
    expect(aheadS(sandbox.control.reservation(late))).toBe(30 * 86_400);
    expect(aheadS(sandbox.control.reservation(early))).toBe(0);
  });

  it('lets a capture through before its deadline and refuses it after, as the request says what time it is', async () => {
    const { reserved, send } = await startMerchant();
    const { uuid, ids } = await reserved();
    const body = { products: { '0': { id: ids[0], amount: 10 } }, grandTotal: 10 };
    expect((await send('POST', `capture/${uuid}`, body, inMs(7 * DAY_MS - 60_000))).status).toBe(202);
    const late = await send('POST', `capture/${uuid}`, body, inMs(7 * DAY_MS + 60_000));
    expect(late.body.message).toBe('paymentCaptureDeadlineExceed');
  });

  it('is moved by control, one or all, and only forward by a duration', async () => {
    const { submit, sandbox } = await startMerchant();
    const [one, other] = [await submit(), await submit()];
    sandbox.control.advance('PT10M', one);
    sandbox.control.advance('PT1M');
    expect(aheadS(sandbox.control.reservation(one))).toBe(660);
    expect(aheadS(sandbox.control.reservation(other))).toBe(60);
    expect(aheadS({ now: sandbox.control.now() })).toBe(60);
    for (const by of ['soon', '-PT1M']) {
      expect(() => sandbox.control.advance(by)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    }
  });
});

describe('a payment link', () => {
  it('cannot be paid from its due moment on, while the status is still SENT', async () => {
    const { submit, sandbox } = await startMerchant({ expiryLagMs: 60_000 });
    const uuid = await submit();
    sandbox.control.advance('PT1H', uuid);
    expect(() => sandbox.control.pay(uuid)).toThrow(expect.objectContaining({ code: 'refused_linkExpired' }));
    expect(sandbox.control.reservation(uuid).status).toBe('SENT');
  });

  it('can be cancelled at its due moment, before the job has run', async () => {
    const { submit, send, sandbox } = await startMerchant();
    const uuid = await submit();
    sandbox.control.advance('PT1H', uuid);
    expect((await send('GET', `cancel/${uuid}`, NOTE)).status).toBe(202);
    sandbox.control.advance('P1D', uuid);
    expect(sandbox.control.reservation(uuid).status).toBe('CANCELLED');
  });

  it('becomes EXPIRED once the lag is over, dated then', async () => {
    const { submit, send, sandbox } = await startMerchant();
    const uuid = await submit();
    sandbox.control.advance('PT1H6S', uuid);
    const { status, linkExpiresAt } = sandbox.control.reservation(uuid);
    expect(status).toBe('EXPIRED');
    expect((await send('GET', `cancel/${uuid}`, NOTE)).body.message).toBe(
      'prerequisiteFailedToCancelReservation',
    );
    const expiry = sandbox.control.books(uuid).executions.at(-1);
    expect(expiry).toMatchObject({ kind: 'expire', by: 'schedule' });
    expect(Date.parse(expiry?.at ?? '') - Date.parse(linkExpiresAt)).toBe(5_000);
  });
});
