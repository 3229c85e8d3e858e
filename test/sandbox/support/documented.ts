// The examples of Front Payment's pages, word for word (invented data of theirs; only what is no JSON was mended).

/** The moment at which the example orders are due. */
export const SUBMIT_EXAMPLE_AT = '2025-09-03T03:48:15Z';
export const CREATE_EXAMPLE_AT = '2024-08-22T02:42:04Z';

/** Source: Front Payment, "Submit Reservation", Request Payload. */
export const SUBMIT_EXAMPLE = {
  customerDetails: {
    uuid: '',
    type: 'private',
    countryCode: '+880',
    msisdn: '1724313009',
    email: 'nafees@yopmail.com',
    name: 'Nafees',
    preferredLanguage: 'en',
    personalNumber: '19635464524',
    organizationId: null,
    address: { street: 'Dhaka', zip: '3500', city: 'Cumilla', country: 'NO' },
  },
  orderDate: '1756871295',
  dueDateForPaymentLink: '1756871295',
  referenceNo: null,
  customerReference: null,
  sendOrderBy: { sms: false, email: true },
  products: { '0': { name: 'Test', productId: null, rate: 1, tax: '0', amount: 1 } },
  orderSummary: { subTotal: 1, totalTax: 0, grandTotal: 1 },
  chargeValidity: '55',
  customerNotes: null,
  tnc: null,
  settings: { secureDetails: false, isChargePartiallyRefundable: false },
  callback: { callbackUrl: 'https://wp.frontpayment.no' },
};

/** Source: Front Payment, "Create Session for Reservation", Request Payload Example. */
export const CREATE_EXAMPLE = {
  customerDetails: {
    type: 'private',
    countryCode: '+47',
    msisdn: '46567468',
    email: 'nafees@yopmail.com',
    name: 'Nafees',
    preferredLanguage: 'en',
    personalNumber: null,
    organizationId: null,
    address: { street: 'Dhaka', zip: '3500', city: 'Cumilla', country: 'NO' },
  },
  orderDate: '1724294524',
  dueDateForPaymentLink: '1724294524',
  referenceNo: null,
  customerReference: null,
  sendOrderBy: { sms: false, email: false },
  products: { '0': { name: 'Test', productId: null, rate: 1000, tax: '0', amount: 1000 } },
  orderSummary: { subTotal: 1000.0, totalTax: 0, grandTotal: 1000.0 },
  chargeValidity: '55',
  customerNotes: null,
  tnc: null,
  submitPayment: { via: 'visa' },
  callback: {
    callbackUrl: 'https://wp.frontpayment.no/?order_identifier=rRbl1FWZG59o&order_status=success',
    success: 'https://wp.frontpayment.no/?order_identifier=rRbl1FWZG59o&order_status=success',
    failure: 'https://frontpayment.no/?order_identifier=rRbl1FWZG59o&order_status=failed',
  },
  settings: { secureDetails: false, isChargePartiallyRefundable: true },
};

/** Source: Front Payment, "Get Reservation Details By UUID", Response: names to types, as written there. */
export const DETAILS_SHAPE = {
  reservationUuid: 'String',
  status: 'String',
  isPaid: 'Boolean',
  productList: [
    {
      id: 'Integer',
      name: 'String',
      productId: 'String',
      quantity: 'Float',
      rate: 'Float',
      discount: 'Float',
      tax: 'Integer',
      amount: 'Float',
      reserved: 'Float',
      captured: 'Float',
    },
  ],
  grandTotal: 'Float',
  reservationDate: 'String',
  paymentLinkDueDate: 'String',
  sendOrderBy: { sms: 'Boolean', email: 'Boolean' },
  customerDetails: {
    countryCode: 'String',
    msisdn: 'String',
    email: 'String',
    name: 'String',
    address: { street: 'String', zip: 'String', city: 'String', country: 'String' },
  },
  referenceNumber: 'Nullable|String',
  chargeValidity: 'Nullable|String',
  customerReference: 'Nullable|String',
  customerNotes: 'Nullable|String',
  termsAndCondition: 'Nullable|String',
  paymentDetails: {
    reservedAt: 'Timestamp',
    reservedAmount: 'Float',
    capturedAmount: 'Float',
    chargedAmount: 'Float',
    amountRefunded: { fromCaptured: 'Float', fromCharge: 'Float' },
  },
  organizationDetails: {
    name: 'String',
    billingAddress: {
      countryCode: 'String',
      msisdn: 'String',
      email: 'String',
      street: 'String',
      zip: 'String',
      city: 'String',
      country: 'String',
    },
  },
  translationKey: 'String',
  paymentHistory: {
    reserved: [{ at: 'String|Timestamp', amount: 'Float' }],
    captured: [
      {
        at: 'String|Timestamp',
        amount: 'Float',
        reference: 'String',
        isRefunded: 'Boolean',
        refunded: 'Float',
        additionalText: 'String',
      },
    ],
    charged: [
      {
        at: 'String|Timestamp',
        amount: 'Float',
        reference: 'String',
        isRefunded: 'Boolean',
        refunded: 'Float',
        additionalText: 'String',
      },
    ],
    refunded: [
      {
        at: 'String|Timestamp',
        amount: 'Float',
        reference: 'String',
        isRefunded: 'Boolean',
        isPartial: 'Boolean',
      },
    ],
  },
};

/** Source: Front Payment, "Get Reservation History", the first row of the example. */
export const HISTORY_ROW = {
  uuid: 'RES3410395156',
  title: 'refund-sent-from-captured',
  datetime: '21.01.2024 04:00',
  sentTo: '',
  actionBy: null,
  note: null,
  paymentMethod: null,
  isRefundable: false,
  amount: '100',
};

/** The documented shape of a value: types in place of values, lists by their first item. */
export function shapeOf(value: unknown, documented: unknown): unknown {
  if (Array.isArray(documented))
    return Array.isArray(value) ? [shapeOf(value[0], documented[0])] : typeof value;
  if (typeof documented === 'object' && documented !== null) {
    const entries = Object.entries(value as object);
    const shapes = documented as Record<string, unknown>;
    return Object.fromEntries(entries.map(([key, inner]) => [key, shapeOf(inner, shapes[key])]));
  }
  return fits(value, String(documented)) ? documented : value;
}

function fits(value: unknown, type: string): boolean {
  const checks: Record<string, boolean> = {
    String: typeof value === 'string',
    'Nullable|String': value === null || typeof value === 'string',
    Boolean: typeof value === 'boolean',
    Integer: Number.isInteger(value),
    Float: typeof value === 'number',
    Timestamp: Number.isInteger(value),
    'String|Timestamp': typeof value === 'string' || Number.isInteger(value),
  };
  return checks[type] ?? false;
}
