// The personal part of details, kept together so that callers can drop it with one property.

import { objectOf, textOrNull } from './lenient-fields';

/** A postal address; every part may be missing. */
export interface AddressOfDetails {
  readonly street: string | null;
  readonly zip: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

/** Who pays, as the provider has it. Personal data. */
export interface CustomerOfDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: { readonly countryCode: string | null; readonly number: string | null };
  readonly address: AddressOfDetails;
  /** `customerNotes`, in the customer's own words. */
  readonly notes: string | null;
  readonly organization: {
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: { readonly countryCode: string | null; readonly number: string | null };
    readonly address: AddressOfDetails;
  };
}

const addressShape = {
  street: textOrNull(),
  zip: textOrNull(),
  city: textOrNull(),
  country: textOrNull(),
};
const contactShape = { countryCode: textOrNull(), msisdn: textOrNull(), email: textOrNull() };

/** The fields of details with personal data. Source: Front Payment, "Get Reservation Details By UUID", Response. */
export const customerShape = {
  customerDetails: objectOf({ ...contactShape, name: textOrNull(), address: objectOf(addressShape) }),
  customerNotes: textOrNull(),
  organizationDetails: objectOf({
    name: textOrNull(),
    billingAddress: objectOf({ ...contactShape, ...addressShape }),
  }),
};

interface Contact {
  countryCode: string | null;
  msisdn: string | null;
  email: string | null;
}

/** The personal fields of details in our shape. */
export function customerOfDetails({
  customerDetails,
  customerNotes,
  organizationDetails,
}: {
  customerDetails: Contact & { name: string | null; address: AddressOfDetails };
  customerNotes: string | null;
  organizationDetails: { name: string | null; billingAddress: Contact & AddressOfDetails };
}): CustomerOfDetails {
  const { billingAddress } = organizationDetails;
  const { street, zip, city, country } = billingAddress;
  return {
    name: customerDetails.name,
    email: customerDetails.email,
    phone: { countryCode: customerDetails.countryCode, number: customerDetails.msisdn },
    address: customerDetails.address,
    notes: customerNotes,
    organization: {
      name: organizationDetails.name,
      email: billingAddress.email,
      phone: { countryCode: billingAddress.countryCode, number: billingAddress.msisdn },
      address: { street, zip, city, country },
    },
  };
}
