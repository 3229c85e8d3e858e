// A provider whose clock is not its callers': what it dates and which deadlines it keeps are on its own clock.
import { describe, expect, it } from '@jest/globals';
import { NOW_HEADER } from '../../src/sandbox/index';
import { startMerchant } from './support/merchant';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const TOLERANCE_MS = 2_500;

/** A header that says the caller lives so many ms from now. */
const inMs = (ms: number) => ({ [NOW_HEADER]: new Date(Date.now() + ms).toISOString() });

describe.each([-5, 5])('a sandbox whose clock is %i minutes from its callers’', (minutes) => {
  const clockSkewMs = minutes * MINUTE_MS;

  const isAhead = (instant: string | null, callerAheadMs: number) =>
    Math.abs(Date.parse(instant ?? '') - Date.now() - callerAheadMs - clockSkewMs) < TOLERANCE_MS;

  it('dates the hold and everything else by its own', async () => {
    const { reserved, send, sandbox } = await startMerchant({ clockSkewMs });
    const { uuid } = await reserved();
    const { now, createdAt, reservedAt } = sandbox.control.reservation(uuid);
    for (const instant of [now, createdAt, reservedAt, sandbox.control.now()]) {
      expect(isAhead(instant, 0)).toBe(true);
    }
    const asOf = Date.now() + clockSkewMs;
    const rows = (await send('GET', `history/${Math.floor(asOf / 1000) - 5}/${Math.floor(asOf / 1000) + 5}`))
      .body.data;
    expect(rows).toHaveLength(2);
  });

  it('keeps the distance when a header moves its clock', async () => {
    const { reserved, send, sandbox } = await startMerchant({ clockSkewMs });
    const { uuid } = await reserved();
    await send('GET', `details/${uuid}`, undefined, inMs(3 * DAY_MS));
    expect(isAhead(sandbox.control.reservation(uuid).now, 3 * DAY_MS)).toBe(true);
  });

  it('keeps the capture deadline on its own clock', async () => {
    const { reserved, send, sandbox } = await startMerchant({ clockSkewMs });
    const { uuid, ids } = await reserved();
    const body = { products: { '0': { id: ids[0], amount: 10 } }, grandTotal: 10 };
    expect((await send('POST', `capture/${uuid}`, body, inMs(7 * DAY_MS - MINUTE_MS))).status).toBe(202);
    const late = await send('POST', `capture/${uuid}`, body, inMs(7 * DAY_MS + MINUTE_MS));
    expect(late.body.message).toBe('paymentCaptureDeadlineExceed');
    expect(isAhead(sandbox.control.reservation(uuid).now, 7 * DAY_MS + MINUTE_MS)).toBe(true);
  });
});

describe('a clock skew that is no number', () => {
  it('is refused at the start', async () => {
    await expect(startMerchant({ clockSkewMs: Number.NaN })).rejects.toThrow('clockSkewMs');
  });
});
