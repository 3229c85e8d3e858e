/** An order with a customer who can be told from everybody else, and her texts in every place that takes one. */
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import type { EngineServer } from '../http/engine-server';
import { anOrder } from '../support/orders';
import { until } from '../support/until';

/** What is to be found nowhere once she was forgotten. */
export const PERSONAL = [
  'Solveig Kanari',
  'kanari@example.com',
  'kanari.at.work@example.com',
  '91827364',
  '81726354',
  'Kanarigata 7',
  'Kanariby',
  '01019012480',
  'Cabin for the Kanaris',
  'kanari-returns',
  'Kanari asked for it',
  'Breakfast for Kanari',
  'Kanari has left',
] as const;

/** Her order. */
export function solveigsOrder(overrides: Partial<OrderInput> = {}): OrderInput {
  const { customer } = anOrder();
  return anOrder({
    customer: {
      ...customer,
      name: 'Solveig Kanari',
      email: 'kanari@example.com',
      phone: { countryCode: '+47', number: '91827364' },
      address: { street: 'Kanarigata 7', zip: '7777', city: 'Kanariby', country: 'NO' },
      personalNumber: '01019012480',
    },
    lines: [
      { name: 'Cabin for the Kanaris', amountMinor: 240_000, taxPercent: 12 },
      { name: 'Cleaning', amountMinor: 60_000, taxPercent: 25 },
    ],
    payment: {
      via: 'visa',
      successUrl: 'https://shop.example/kanari-returns',
      failureUrl: 'https://shop.example/kanari-returns',
    },
    policy: { complete: 'manual' },
    ...overrides,
  });
}

/** Places it, pays it, captures a part of it, charges a line, and completes it; gives what is kept of it once it has ended. */
export async function liveThrough({ http, world }: EngineServer, order: OrderInput): Promise<Reservation> {
  const path = `/v1/reservations/${order.orderId}`;
  const done = async (name: string, body: object) => {
    const { status, data } = await http.post(`${path}/${name}`, body);
    if (status !== 200) throw new Error(`${name} was answered with ${status} ${data.code}.`);
  };
  const { data: placed } = await http.post('/v1/reservations', order);
  await done('resend', {
    email: 'kanari.at.work@example.com',
    phone: { countryCode: '+47', number: '81726354' },
  });
  world.sandbox.control.pay(placed.reservationUuid);
  await until('the hold is made', async () => (await http.get(path)).data.state === 'reserved');
  await done('capture', { lines: [{ line: 0, amountMinor: 200_000 }], note: 'Kanari asked for it' });
  const breakfast = { name: 'Breakfast for Kanari', amountMinor: 15_000, taxPercent: 15 };
  await done('charge', { lines: [breakfast], note: 'Kanari asked for it' });
  await done('complete', { note: 'Kanari has left' });
  return untilRecorded({ http, world }, order.orderId);
}

/** Waits until the order's workflow has ended, and with it the record was written. */
export async function untilRecorded(
  { http, world }: Pick<EngineServer, 'http' | 'world'>,
  orderId: string,
): Promise<Reservation> {
  await world.client.workflow.getHandle(`reservation/${orderId}`).result();
  return (await http.get(`/v1/reservations/${orderId}`)).data;
}
