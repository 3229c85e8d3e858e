/** The canary's lives: orders of one distinctive customer through every door, and everything that goes wrong on the way. */
import { randomUUID } from 'node:crypto';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { createCallbackTokens } from '../../src/callbacks/token';
import { signCallback } from '../../src/front-payment/callback';
import type { OrderInput } from '../../workflows/order';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { PERSON, WRITTEN } from './canary-words';
import type { EchoingProvider } from './echoing-provider';

/** What the lives need; `http` speaks as the operator. */
export interface CanaryWorld {
  http: AxiosInstance;
  provider: EchoingProvider;
  callbackSecret: string;
}

const note = WRITTEN.note;
const line = { name: WRITTEN.charge, amountMinor: 9_900, taxPercent: 25 };

/** An order of the canary's; parked until it is completed by hand. */
export function canaryOrder(changes: Partial<OrderInput> = {}): OrderInput {
  const usual = anOrder();
  const { name, email, phone, street, city, personalNumber } = PERSON;
  return {
    ...usual,
    orderId: `canary-${randomUUID()}`,
    customer: {
      ...usual.customer,
      ...{ name, email, personalNumber, phone: { countryCode: '+47', number: phone } },
      address: { street, city, zip: '0155', country: 'NO' },
    },
    lines: [{ ...line, name: WRITTEN.line, amountMinor: 300_000 }],
    policy: { capture: 'manual', complete: 'manual' },
    ...changes,
  };
}

/** Places it and has the customer pay; gives its path. */
export async function paid({ http, provider }: CanaryWorld, order = canaryOrder()): Promise<string> {
  const placed = await http.post('/v1/reservations', order);
  if (placed.status > 202) throw new Error(`The order was answered ${placed.status}.`);
  const path = `/v1/reservations/${order.orderId}`;
  await untilOf(http, path, ({ state }) => state === 'awaitingPayment');
  provider.sandbox.control.pay((await http.get(path)).data.reservationUuid);
  await untilOf(http, path, ({ state }) => state === 'reserved');
  return path;
}

/** Waits until the order is so. */
export function untilOf(
  http: AxiosInstance,
  path: string,
  isSo: (reservation: AxiosResponse['data']) => boolean,
): Promise<unknown> {
  return until(`${path} is as wanted`, async () => isSo((await http.get(path)).data), {
    patienceMs: 60_000,
    pollMs: 100,
  });
}

/** Sends a command and waits for its end, on however slow a machine; gives the first answer. */
async function commanded(
  { http }: CanaryWorld,
  path: string,
  [name, body]: [name: string, body: object],
): Promise<AxiosResponse> {
  const answer = await http.post(`${path}/${name}`, body);
  const { location } = answer.headers;
  if (answer.status === 202 && typeof location === 'string') {
    await untilOf(http, location, ({ operation }) => operation?.status === 'executed');
  }
  return answer;
}

/** Every command, each with what a person may write into it. */
export async function wholeLife(world: CanaryWorld): Promise<AxiosResponse[]> {
  const { http } = world;
  const path = await paid(world);
  const captured = await commanded(world, path, ['capture', { amountMinor: 200_000, note }]);
  const { operations } = (await http.get(path)).data;
  const [{ reference }] = operations.filter(({ kind }: { kind: string }) => kind === 'capture');
  const charged = await commanded(world, path, ['charge', { lines: [line], note }]);
  const refunded = await commanded(world, path, ['refund', { reference, amountMinor: 1_000, note }]);
  const completed = await commanded(world, path, ['complete', { note }]);
  return [captured, charged, refunded, completed];
}

/** A link that is sent again elsewhere, and withdrawn; with links of its own where the card is asked for at once. */
export async function unpaidLife(world: CanaryWorld): Promise<AxiosResponse[]> {
  const { http } = world;
  const { email, phone } = PERSON;
  const order = canaryOrder();
  const placed = await http.post('/v1/reservations', order);
  const path = `/v1/reservations/${order.orderId}`;
  await untilOf(http, path, ({ state }) => state === 'awaitingPayment');
  const elsewhere = { email, phone: { countryCode: '+47', number: phone } };
  const resent = await commanded(world, path, ['resend', elsewhere]);
  const cancelled = await commanded(world, path, ['cancel', { note }]);
  const payment = {
    via: 'visa' as const,
    successUrl: `https://shop.example/paid?${WRITTEN.link}`,
    failureUrl: `https://shop.example/failed?${WRITTEN.link}`,
  };
  const session = canaryOrder({ payment });
  return [placed, resent, cancelled, await http.post('/v1/reservations', session)];
}

/** What the provider refuses, fails at or leaves open, telling back what it was sent; ended by a person's word. */
export async function hardLife(world: CanaryWorld): Promise<AxiosResponse[]> {
  const { http, provider } = world;
  const order = canaryOrder();
  provider.echo({ path: 'submit', status: 400, executes: false, of: order.orderId });
  const refused = await http.post('/v1/reservations', order);
  const found = canaryOrder();
  provider.echo({ path: 'submit', status: 500, executes: true, of: found.orderId });
  const searched = await http.post('/v1/reservations', found);
  const path = await paid(world);
  for (const status of [417, 404]) {
    provider.echo({ path: 'capture', status, executes: false });
    await http.post(`${path}/capture`, { amountMinor: 100, note });
  }
  provider.echo({ path: 'capture', status: 510, executes: false });
  const open = await http.post(`${path}/capture`, { amountMinor: 100_000, note });
  await untilOf(http, path, ({ attention }) => attention !== null);
  const { operations } = (await http.get(path)).data;
  const { operationId } = operations.find(({ status }: { status: string }) => status === 'unknown');
  const word = { operationId, outcome: 'refused', evidence: WRITTEN.evidence };
  const resolved = await http.post(`${path}/resolve`, word);
  const cancelled = await commanded(world, path, ['cancel', { note }]);
  return [refused, searched, open, resolved, cancelled];
}

/** What the door refuses, whatever it was sent. */
export async function refusedAtTheDoor({ http, callbackSecret }: CanaryWorld): Promise<AxiosResponse[]> {
  const { name, email, phone } = PERSON;
  const orders = '/v1/reservations';
  const order = canaryOrder();
  const said = `${WRITTEN.wrong} ${name} ${email} ${phone}`;
  const raw = {
    headers: { 'Content-Type': 'application/json' },
    transformRequest: [(data: unknown) => data],
  };
  const token = createCallbackTokens(callbackSecret).urlFor({
    publicUrl: '',
    orderId: order.orderId,
    attempt: 1,
  });
  const hint: [string, string][] = [
    ['orderUuid', 'RES1'],
    ['status', said],
    ['name', name],
  ];
  const query = encodeURIComponent(said);
  const sent: (() => Promise<AxiosResponse>)[] = [
    () => http.post(orders, { ...order, [said]: said }),
    () => http.post(orders, { ...order, customer: { ...order.customer, email: said, language: said } }),
    () => http.post(orders, { ...order, currency: said, linkExpiresAt: said, orderId: said }),
    () => http.post(orders, { ...order, lines: [{ ...line, name: `${said} 4111 1111 1111 1111` }] }),
    () => http.post(orders, `{"name": "${said}"`, raw),
    () => http.post(orders, `{"__proto__": "${said}"}`, raw),
    () => http.post(orders, JSON.stringify([said, ...Array(9_000).fill(said)]), raw),
    () => http.post(orders, said, { headers: { 'Content-Type': 'text/plain' } }),
    () => http.post(`${orders}/${order.orderId}/capture`, { note: said }),
    () => http.post(`${orders}/${query}/capture`, { note: said }),
    () =>
      http.post(`${orders}/${order.orderId}/cancel`, {}, { headers: { 'Idempotency-Key': encodeURI(said) } }),
    () => http.get(`${orders}?q=${query}&state=${query}&cursor=${query}&limit=${query}`),
    () => http.get(`/${query}?${query}=${query}`),
    () =>
      http.get(orders, { headers: { Authorization: `Bearer ${query}`, 'User-Agent': query, Cookie: query } }),
    () => http.post('/session', { key: said }),
    () => http.post('/v1/sandbox/sample-order', { name: said }),
    () => http.get(`/callbacks/front-payment/${query}?${query}`),
    () => http.get(`${token}?${signCallback(hint, `${callbackSecret}x`)}`),
    () => http.get(`${token}?${signCallback(hint, callbackSecret)}`),
  ];
  const answers: AxiosResponse[] = [];
  for (const send of sent) answers.push(await send());
  return answers;
}
