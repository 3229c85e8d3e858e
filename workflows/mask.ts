/**
 * A customer as screens show him to whoever has no need to know who he is: enough to tell two orders apart at the
 * telephone, too little to find a person by. Pure.
 */
import { FORGOTTEN } from './messages';
import type { Customer } from './order';

/** What is shown without asking. */
export interface MaskedCustomer {
  /** `K… N…` */
  name: string;
  /** `k…@e….com` */
  email: string;
  /** `+47 …68` */
  phone: string;
  isMasked: true;
}

const HIDDEN = '…';

/** The customer, masked. */
export function masked({ name, email, phone }: Pick<Customer, 'name' | 'email' | 'phone'>): MaskedCustomer {
  if (name === FORGOTTEN) return { name, email, phone: FORGOTTEN, isMasked: true };
  return {
    name: name.split(/\s+/).filter(Boolean).map(beginning).join(' '),
    email: maskedEmail(email),
    phone: `${phone.countryCode} ${HIDDEN}${phone.number.slice(-2)}`,
    isMasked: true,
  };
}

/** A small company's domain, or a family's, names it as well as the part before it. */
function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const ending = dot < 0 ? '' : domain.slice(dot);
  return `${beginning(email.slice(0, at))}@${beginning(domain)}${ending}`;
}

/** By code point, so that no letter is cut in two. */
function beginning(text: string): string {
  return `${[...text][0] ?? ''}${HIDDEN}`;
}
