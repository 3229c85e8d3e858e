/** The plain workflow's four calls, each one request: what fails throws, and is repeated by the engine. */
import axios from 'axios';
import type { OrderInput } from '../../workflows/order';

/** What a submit was answered. */
export interface Placed {
  reservationUuid: string;
  checkoutUrl: string;
}

/** A line as a capture names it; `amount` in the main unit. */
export interface Product {
  id: number;
  amount: number;
}

/** The four. All throw AxiosError. */
export interface PlainActivities {
  submit(order: OrderInput): Promise<Placed>;
  details(reservationUuid: string): Promise<{ status: string; products: Product[] }>;
  /** @returns the provider's reference */
  capture(reservationUuid: string, products: Product[]): Promise<string>;
  complete(reservationUuid: string): Promise<void>;
}

/** Where the provider is, and where it is to send its callbacks. */
export interface PlainProvider {
  baseUrl: string;
  token: string;
  /** The door's origin. */
  doorUrl: string;
}

/** Makes them. Connections are kept, as Node does by default. */
export function createPlainActivities({ baseUrl, token, doorUrl }: PlainProvider): PlainActivities {
  const provider = axios.create({
    baseURL: `${baseUrl}/connect/reservations`,
    headers: { Authorization: `Bearer ${token}` },
  });
  return {
    async submit(order) {
      const { data } = await provider.post('/submit', submitBody(order, doorUrl));
      const { reservationUuid, checkoutUrl } = data.data;
      return { reservationUuid, checkoutUrl };
    },
    async details(uuid) {
      const { data } = await provider.get(`/details/${uuid}`);
      const list: Product[] = data.data.productList;
      return { status: data.data.status, products: list.map(({ id, amount }) => ({ id, amount })) };
    },
    async capture(uuid, products) {
      const { data } = await provider.post(`/capture/${uuid}`, {
        products: { ...products },
        grandTotal: products.reduce((sum, { amount }) => sum + amount, 0),
      });
      return data.data.uuid;
    },
    async complete(uuid) {
      await provider.post(`/complete/${uuid}`, { note: 'Captured' });
    },
  };
}

/** Source: Front Payment, "Submit Reservation", Request Payload. */
function submitBody({ orderId, customer, lines }: OrderInput, doorUrl: string): object {
  const nowS = Math.floor(Date.now() / 1_000);
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const taxMinor = lines.reduce(
    (sum, { amountMinor, taxPercent }) =>
      sum + amountMinor - Math.round(amountMinor / (1 + taxPercent / 100)),
    0,
  );
  const { phone, language, ...person } = customer;
  return {
    customerDetails: {
      ...person,
      countryCode: phone.countryCode,
      msisdn: phone.number,
      preferredLanguage: language,
      organizationId: null,
    },
    orderDate: String(nowS),
    dueDateForPaymentLink: String(nowS + 86_400),
    referenceNo: orderId,
    sendOrderBy: { sms: false, email: false },
    products: {
      ...lines.map(({ name, amountMinor, taxPercent }) => ({
        name,
        productId: null,
        rate: amountMinor / 100,
        tax: String(taxPercent),
        amount: amountMinor / 100,
      })),
    },
    orderSummary: {
      subTotal: (totalMinor - taxMinor) / 100,
      totalTax: taxMinor / 100,
      grandTotal: totalMinor / 100,
    },
    settings: { secureDetails: false, isChargePartiallyRefundable: false },
    callback: { callbackUrl: `${doorUrl}/callbacks/${orderId}` },
  };
}
