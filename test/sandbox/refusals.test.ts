// Every refusal of every call by its key, with the envelope its page shows: data null, errors null, or a list.
import { describe, expect, it } from '@jest/globals';
import { REFUSALS } from '../../src/sandbox/wire/refusals';
import { type Answered, aCharge, aCustomer, type Merchant, startMerchant } from './support/merchant';

const NO_DATA = { is_data: false, data: null };
const NO_ERROR = { is_error: false, errors: null };
const STATUS_MESSAGES: Record<number, string> = { 400: 'Conflict of Business Logic', 404: 'Not Found' };
const NOTE = { note: 'a reason' };

function expectRefusal(
  { status, body }: Answered,
  expected: [status: number, message: string, tail: object],
): void {
  const [code, message, tail] = expected;
  expect(status).toBe(code);
  expect(body).toEqual({ status_code: code, status_message: STATUS_MESSAGES[code], message, ...tail });
}

/** Brings a fresh reservation of NOK 150 into a state. */
async function inState(merchant: Merchant, state: string): Promise<{ uuid: string; ids: number[] }> {
  const { control } = merchant.sandbox;
  const uuid = await merchant.submit();
  const ids = control.reservation(uuid).lines.map((line) => line.id);
  if (state === 'CANCELLED') control.cancelInDashboard(uuid);
  if (state === 'EXPIRED') control.advance('PT2H', uuid);
  if (state.startsWith('RESERVED') || state === 'COMPLETED') control.pay(uuid);
  if (state === 'RESERVED and paid' || state === 'COMPLETED')
    control.captureInDashboard(uuid, { amountMinor: 5000 });
  if (state === 'COMPLETED') control.completeInDashboard(uuid);
  expect(control.reservation(uuid).status).toBe(state.split(' ')[0]);
  return { uuid, ids };
}

describe('an unknown reservation', () => {
  it.each([
    ['GET', 'details', undefined, 'reservationNotFound', NO_DATA],
    ['POST', 'capture', { products: [{ id: 1, amount: 1 }], grandTotal: 1 }, 'reservationNotFound', NO_DATA],
    ['POST', 'charge', aCharge(1), 'reservationNotFound', NO_DATA],
    ['GET', 'cancel', NOTE, 'orderNotFound', NO_ERROR],
    ['POST', 'complete', NOTE, 'reservationNotFound', NO_DATA],
    ['POST', 'resend', { email: 'a@example.com' }, 'orderNotFound', NO_ERROR],
    [
      'POST',
      'refund',
      {
        type: 'reservation',
        grandTotal: 1,
        products: [{ id: 1, amount: 1 }],
        source: 'captured',
        reference: 'CAP1',
      },
      'orderNotFound',
      NO_ERROR,
    ],
  ] as const)("is refused by %s %s with its page's own 404", async (method, call, body, message, tail) => {
    const { send } = await startMerchant();
    expectRefusal(await send(method, `${call}/RES0000000000`, body), [404, message, tail]);
  });
});

describe('capture', () => {
  it.each([
    ['SENT', 'requestedCaptureAmountExceedAvailableCaptureRunway'],
    ['EXPIRED', 'requestedCaptureAmountExceedAvailableCaptureRunway'],
    ['COMPLETED', 'requestedCaptureAmountExceedAvailableCaptureRunway'],
    ['CANCELLED', 'reservationStatusAlreadyCancelled'],
  ])('refuses a reservation that is %s with %s', async (state, message) => {
    const merchant = await startMerchant();
    const { uuid, ids } = await inState(merchant, state);
    expectRefusal(await merchant.capture(uuid, ids, [10, 0]), [400, message, NO_DATA]);
    expect(merchant.sandbox.control.books(uuid).calls.at(-1)).toMatchObject({ executed: false, message });
  });

  it('refuses a capture above the runway', async () => {
    const { reserved, capture } = await startMerchant();
    const { uuid, ids } = await reserved();
    expect((await capture(uuid, ids, [100, 20])).status).toBe(202);
    const refused = await capture(uuid, ids, [0, 30.01]);
    expectRefusal(refused, [400, 'requestedCaptureAmountExceedAvailableCaptureRunway', NO_DATA]);
    expect((await capture(uuid, ids, [0, 30])).status).toBe(202);
  });

  it('refuses more on one line than that line has left, though the order has enough', async () => {
    const { reserved, capture } = await startMerchant();
    const { uuid, ids } = await reserved();
    const refused = await capture(uuid, ids, [0, 60]);
    expectRefusal(refused, [400, 'requestedCaptureAmountExceedAvailableCaptureRunway', NO_DATA]);
  });

  it('refuses a line named twice with more than it has', async () => {
    const { reserved, capture } = await startMerchant();
    const { uuid, ids } = await reserved();
    const [, boat = 0] = ids;
    const refused = await capture(uuid, [boat, boat], [30, 30]);
    expectRefusal(refused, [400, 'requestedCaptureAmountExceedAvailableCaptureRunway', NO_DATA]);
  });

  it('captures until the window closes and refuses from that moment on', async () => {
    const { reserved, capture, sandbox } = await startMerchant({ captureWindowMs: 3_600_000 });
    const { uuid, ids } = await reserved();
    sandbox.control.advance('PT59M', uuid);
    expect((await capture(uuid, ids, [10, 0])).status).toBe(202);
    sandbox.control.advance('PT1M', uuid);
    expectRefusal(await capture(uuid, ids, [10, 0]), [400, 'paymentCaptureDeadlineExceed', NO_DATA]);
  });

  it('has a window of seven days unless told otherwise', async () => {
    const { reserved, sandbox } = await startMerchant();
    const { uuid } = await reserved();
    const { reservedAt, captureBy } = sandbox.control.reservation(uuid);
    expect(Date.parse(captureBy ?? '') - Date.parse(reservedAt ?? '')).toBe(7 * 24 * 3_600_000);
  });
});

describe('charge', () => {
  it.each([
    ['SENT', 404, 'paymentCardNotFound'],
    ['EXPIRED', 404, 'paymentCardNotFound'],
    ['COMPLETED', 400, 'paymentChargeRunwayExceed'],
  ])('refuses a reservation that is %s with %i %s', async (state, status, message) => {
    const merchant = await startMerchant();
    const { uuid } = await inState(merchant, state);
    expectRefusal(await merchant.charge(uuid, 10), [status, message, NO_DATA]);
  });

  it('refuses a customer whose card was not stored', async () => {
    const { reserved, charge } = await startMerchant();
    const { uuid } = await reserved({ customerDetails: aCustomer({ email: 'nocard@example.com' }) });
    expectRefusal(await charge(uuid, 10), [404, 'paymentCardNotFound', NO_DATA]);
  });

  it('refuses a cancelled reservation', async () => {
    const { reserved, charge, sandbox } = await startMerchant();
    const { uuid } = await reserved();
    sandbox.control.cancelInDashboard(uuid);
    expectRefusal(await charge(uuid, 10), [400, 'paymentChargeRunwayExceed', NO_DATA]);
  });

  it('charges beyond the hold, but not beyond a charge runway that was set', async () => {
    const { reserved, charge } = await startMerchant({ chargeRunwayMinor: 50_000 });
    const { uuid } = await reserved();
    expect((await charge(uuid, 400)).status).toBe(202);
    expectRefusal(await charge(uuid, 100.01), [400, 'paymentChargeRunwayExceed', NO_DATA]);
  });

  it.each([
    ['minutes', '55', 'PT54M59S'],
    ['days', '2', 'PT47H59M59S'],
    ['minutes', null, 'P89DT23H59M59S'],
  ] as const)(
    'counts its validity in %s: %s lasts %s',
    async (chargeValidityUnit, chargeValidity, almost) => {
      const { reserved, charge, sandbox } = await startMerchant({ chargeValidityUnit });
      const { uuid } = await reserved({ chargeValidity });
      sandbox.control.advance(almost, uuid);
      expect((await charge(uuid, 10)).status).toBe(202);
      sandbox.control.advance('PT1S', uuid);
      expectRefusal(await charge(uuid, 10), [400, 'paymentChargeDeadlineExceed', NO_DATA]);
    },
  );
});

describe('cancel', () => {
  it.each([
    ['COMPLETED', 'reservationStatusAlreadyCompleted'],
    ['CANCELLED', 'reservationStatusAlreadyCompleted'],
    ['EXPIRED', 'prerequisiteFailedToCancelReservation'],
    ['RESERVED and paid', 'prerequisiteFailedToCancelReservation'],
  ])('refuses a reservation that is %s with %s', async (state, message) => {
    const merchant = await startMerchant();
    const { uuid } = await inState(merchant, state);
    expectRefusal(await merchant.send('GET', `cancel/${uuid}`, NOTE), [400, message, NO_ERROR]);
  });

  it('releases a hold of which nothing was captured', async () => {
    const merchant = await startMerchant();
    const { uuid } = await inState(merchant, 'RESERVED');
    expect((await merchant.send('GET', `cancel/${uuid}`, NOTE)).status).toBe(202);
    expect(merchant.sandbox.control.reservation(uuid)).toMatchObject({ status: 'CANCELLED', runwayMinor: 0 });
  });

  it('refuses after a charge, as after a capture', async () => {
    const merchant = await startMerchant();
    const { uuid } = await inState(merchant, 'RESERVED');
    await merchant.charge(uuid, 10);
    const refused = await merchant.send('GET', `cancel/${uuid}`, NOTE);
    expectRefusal(refused, [400, 'prerequisiteFailedToCancelReservation', NO_ERROR]);
  });
});

describe('complete', () => {
  it.each(['SENT', 'RESERVED', 'EXPIRED', 'COMPLETED', 'CANCELLED'])(
    'refuses a reservation that is %s',
    async (state) => {
      const merchant = await startMerchant();
      const { uuid } = await inState(merchant, state);
      const refused = await merchant.send('POST', `complete/${uuid}`, NOTE);
      expectRefusal(refused, [400, 'prerequisiteFailedToCompleteReservation', NO_DATA]);
    },
  );
});

describe('resend', () => {
  it.each([
    ['COMPLETED', 'orderStatusAlreadyCompleted'],
    ['RESERVED', 'orderStatusAlreadyCompleted'],
    ['CANCELLED', 'orderStatusAlreadyCancelled'],
  ])('refuses a reservation that is %s with %s', async (state, message) => {
    const merchant = await startMerchant();
    const { uuid } = await inState(merchant, state);
    const refused = await merchant.send('POST', `resend/${uuid}`, { email: 'a@example.com' });
    expectRefusal(refused, [400, message, NO_ERROR]);
  });

  it('resends after expiry without waking the link', async () => {
    const merchant = await startMerchant();
    const { uuid } = await inState(merchant, 'EXPIRED');
    expect((await merchant.send('POST', `resend/${uuid}`, { email: 'a@example.com' })).status).toBe(202);
    expect(merchant.sandbox.control.reservation(uuid).status).toBe('EXPIRED');
  });
});

describe('the table of refusals', () => {
  const documented = Object.entries(REFUSALS).flatMap(([call, keys]) =>
    Object.keys(keys).map((key) => [call, key]),
  );

  it.each(documented)('can have %s answer %s on demand, executing nothing', async (call, message) => {
    const merchant = await startMerchant();
    const { uuid } = await inState(merchant, 'RESERVED and paid');
    merchant.sandbox.control.setFault({ call, kind: 'refusal', message, when: 'before' } as never);
    const method = call === 'details' ? 'GET' : 'POST';
    const answered = await merchant.send(method, `${call}/${uuid}`, NOTE);
    expect(answered.body.message).toBe(message);
    expect(answered.status).toBeGreaterThanOrEqual(400);
    const record = merchant.sandbox.control.books(uuid).calls.at(-1);
    expect(record).toMatchObject({ call, executed: false, message: null, fault: 'refusal' });
  });
});
