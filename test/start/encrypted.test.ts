/** With encryption keys set no file in the data directory holds personal data in the clear. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { ensureBuilt } from './built';
import { type StartPlace, startPlace } from './start-process';

/** What the order's customer would not want to find in a file. */
const PERSONAL = ['Solveig Canary', 'canary@example.com', '91234567', 'Canary street 7'];

let at: StartPlace;
beforeAll(ensureBuilt, 120_000);
afterEach(() => at.close());

describe('a start with encryption keys', () => {
  it('takes an order through its whole life and leaves nothing personal in any file', async () => {
    const key = randomBytes(32).toString('base64');
    at = await startPlace({ HOLDFAST_ENCRYPTION_KEYS: `first:${key}` });
    const started = at.start();
    await started.ready();
    const { orderId, checkoutUrl } = await placeCanary(at);
    await axios.post(checkoutUrl, 'decision=pay');
    await until('the order is completed', async () => {
      const { data } = await at.as('viewer').get(`/v1/reservations/${orderId}`);
      return data.state === 'completed';
    });
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(leaks(at.dataDir)).toEqual([]);
    const again = at.start();
    await again.ready();
    expect((await at.as('viewer').get(`/v1/reservations/${orderId}`)).data).toMatchObject({
      state: 'completed',
    });
  }, 240_000);
});

async function placeCanary(place: StartPlace): Promise<{ orderId: string; checkoutUrl: string }> {
  const [name = '', email = '', number = '', street = ''] = PERSONAL;
  const usual = anOrder();
  const { address } = usual.customer;
  const customer = {
    ...usual.customer,
    name,
    email,
    phone: { countryCode: '+47', number },
    address: { ...address, street },
  };
  const policy = { captureAt: 'reserved' };
  const { data } = await place.as('booking').post('/v1/reservations', { ...usual, customer, policy });
  return data;
}

function leaks(directory: string): string[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.flatMap(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name), 'latin1');
    return PERSONAL.filter((text) => bytes.includes(text)).map((text) => `${name}: ${text}`);
  });
}
