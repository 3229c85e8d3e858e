/** The unit of an order's amounts on the wire: the table's decimals, or those that an order from before it was placed in. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createCommandActivities } from '../../activities/commands';
import type { ActivityDependencies } from '../../activities/dependencies';
import type { Details } from '../../activities/inputs';
import { createReadActivities } from '../../activities/read';
import { unitOf } from '../../activities/unit-of';
import { clientFor, UUID } from '../front-payment/samples';
import { type StubProvider, startStubProvider } from '../support/stub-provider';
import { anEngine } from './an-engine';

const AT = '2026-11-21T10:00:00.000Z';
let stub: StubProvider;

beforeAll(async () => {
  stub = await startStubProvider();
});
afterAll(() => stub.close());
beforeEach(() => {
  stub.requests.length = 0;
});

function activities() {
  const client = clientFor(stub.baseUrl);
  const dependencies = {
    callFrontPayment: async (_at: string, call: (one: typeof client) => Promise<unknown>) => call(client),
    client: anEngine(),
  } as unknown as ActivityDependencies;
  return { ...createCommandActivities(dependencies), ...createReadActivities(dependencies) };
}

/** What is on the wire of a capture. */
async function captured(unit: { currency: string; exponent?: number }, amountMinor: number) {
  stub.answerWith({
    status: 202,
    body: { status_code: 202, message: 'captured', data: { uuid: 'CAP1', amount: 1 } },
  });
  const input = { reservationUuid: UUID, operationId: 'op-1', at: AT, amountMinor, note: null };
  const { capture } = activities();
  const products = [{ id: 1, amountMinor }];
  await new MockActivityEnvironment().run(capture, { ...input, ...unit, products });
  return JSON.parse(stub.requests[0]?.bodyText ?? '{}').grandTotal;
}

async function read(unit: { currency: string; exponent?: number }, grandTotal: string) {
  const body = {
    status_code: 200,
    message: 'reservationRetrievedSuccessfully',
    is_data: true,
    data: {
      reservationUuid: UUID,
      status: 'SENT',
      grandTotal,
      productList: [{ id: 1, name: 'Cabin', amount: grandTotal }],
    },
  };
  stub.answerWith({ status: 200, body });
  const { readDetails } = activities();
  const asked = { reservationUuid: UUID, at: AT, ...unit };
  const details = (await new MockActivityEnvironment().run(readDetails, asked)) as Details;
  return details.products[0]?.amountMinor;
}

describe('an order that was admitted with its decimals', () => {
  it('is sent and read in them', async () => {
    expect(await captured({ currency: 'HUF', exponent: 2 }, 1_500_050)).toBe(15_000.5);
    expect(await read({ currency: 'HUF', exponent: 2 }, '15000.50')).toBe(1_500_050);
  });
});

describe('an order from before there was one table of decimals', () => {
  it('is sent and read in what it was placed in, to its end', async () => {
    expect(await captured({ currency: 'HUF' }, 15_000)).toBe(15_000);
    expect(await read({ currency: 'HUF' }, '15000')).toBe(15_000);
  });

  it('can be in a currency that no new order may be in', async () => {
    expect(await captured({ currency: 'HRK' }, 15_000)).toBe(150);
    expect(await read({ currency: 'HRK' }, '150.00')).toBe(15_000);
  });

  it.each([
    ['NOK', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['SLL', 0],
  ])('counts in %s as ever: %d', (currency, exponent) => {
    expect(unitOf({ currency })).toEqual({ currency, exponent });
  });
});
