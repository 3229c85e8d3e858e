// A merchant for the sandbox's tests: starts a sandbox that stops by itself, and speaks HTTP to it with nothing of
// our own client, so that what is tested is what goes over the wire.
import { afterEach } from '@jest/globals';
import axios from 'axios';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/index';

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

/** What came back: HTTP status, headers and the envelope. */
export interface Answered {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into envelopes of many shapes
  body: any;
}

/** A sandbox with a merchant's hands. */
export interface Merchant {
  sandbox: Sandbox;
  send(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered>;
  /** Submits an order and gives its uuid. */
  submit(changes?: object, headers?: Record<string, string>): Promise<string>;
  /** Submits an order of NOK 150 (lines of 100 and 50), paid; with the ids of its lines. */
  reserved(changes?: object): Promise<{ uuid: string; ids: number[] }>;
  details(uuid: string): Promise<Answered>;
  /** Captures amounts in main units, line by line; 0 leaves a line out. */
  capture(uuid: string, ids: readonly number[], amounts: readonly number[], text?: string): Promise<Answered>;
  charge(uuid: string, amount: number): Promise<Answered>;
}

/** Starts a sandbox for one test. */
export async function startMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const sandbox = await startSandbox({ token: 'test-token', callbackSecret: 'test-secret', ...options });
  running.push(sandbox);
  const send: Merchant['send'] = async (method, path, body, headers = {}) => {
    const response = await axios.request({
      method,
      url: `${sandbox.baseUrl}/connect/reservations/${path}`,
      data: body,
      headers: { authorization: `Bearer ${sandbox.token}`, ...headers },
      validateStatus: () => true,
      maxRedirects: 0,
    });
    return {
      status: response.status,
      headers: response.headers as Record<string, string>,
      body: response.data,
    };
  };
  const submit: Merchant['submit'] = async (changes, headers) => {
    const answered = await send('POST', 'submit', anOrder(changes), headers);
    if (answered.status !== 201) throw new Error(`submit was answered ${JSON.stringify(answered.body)}`);
    return answered.body.data.reservationUuid;
  };
  return {
    sandbox,
    send,
    submit,
    reserved: async (changes) => {
      const uuid = await submit(changes);
      const { lines } = sandbox.control.pay(uuid);
      return { uuid, ids: lines.map((line) => line.id) };
    },
    details: (uuid) => send('GET', `details/${uuid}`),
    capture: (uuid, ids, amounts, text) => {
      const products = ids
        .map((id, index) => ({ id, amount: amounts[index] ?? 0 }))
        .filter((line) => line.amount > 0);
      const grandTotal = amounts.reduce((sum, amount) => sum + amount, 0);
      return send('POST', `capture/${uuid}`, { products: { ...products }, grandTotal, additionalText: text });
    },
    charge: (uuid, amount) => send('POST', `charge/${uuid}`, aCharge(amount)),
  };
}

/** A valid order of NOK 150 in two lines, due in an hour; `changes` replace top-level fields. */
export function anOrder(changes: object = {}): Record<string, unknown> {
  return {
    customerDetails: aCustomer(),
    orderDate: unixSeconds(0),
    dueDateForPaymentLink: unixSeconds(3600),
    referenceNo: 'booking-1',
    sendOrderBy: { sms: false, email: true },
    products: {
      '0': { name: 'Cabin', productId: 'C1', rate: 100, tax: '25', amount: 100 },
      '1': { name: 'Boat', productId: null, rate: 50, tax: 0, amount: 50 },
    },
    orderSummary: { subTotal: 130, totalTax: 20, grandTotal: 150 },
    ...changes,
  };
}

/** An invented customer. */
export function aCustomer(changes: object = {}): object {
  return {
    type: 'private',
    countryCode: '+47',
    msisdn: '46567468',
    email: 'kari@example.com',
    name: 'Kari Nordmann',
    preferredLanguage: 'en',
    address: { street: 'Storgata 1', zip: '0155', city: 'Oslo', country: 'NO' },
    ...changes,
  };
}

/** A valid charge of one line. */
export function aCharge(amount: number): object {
  return {
    products: { '0': { name: 'Cleaning', productId: null, rate: amount, tax: '0', amount } },
    grandTotal: amount,
    additionalText: 'extra cleaning',
  };
}

/** Unix seconds as a string, so many seconds from now. */
export function unixSeconds(fromNowS: number): string {
  return String(Math.floor(Date.now() / 1000) + fromNowS);
}

/** Waits until something holds, at most five seconds. */
export async function until<T>(look: () => T | undefined | null | false): Promise<T> {
  const deadlineMs = Date.now() + 5_000;
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (Date.now() > deadlineMs) throw new Error('what was waited for did not come within five seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
