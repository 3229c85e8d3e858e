// The words of 417 `payloadValidationErrors`, all in one place. The provider runs on Laravel, so the sentences are
// Laravel's; rules that only the sandbox puts into words (totals, decimals) follow their manner.

/** Rules that are broken by one field alone. */
export type FieldRule =
  | 'required'
  | 'string'
  | 'numeric'
  | 'boolean'
  | 'array'
  | 'email'
  | 'url'
  | 'in'
  | 'digits'
  | 'digits11'
  | 'requiredIfCorporate'
  | 'prohibitedUnlessPrivate'
  | 'decimal'
  | 'min'
  | 'afterOrEqualNow'
  | 'timestamp';

const SENTENCES: Readonly<Record<FieldRule, (field: string) => string>> = {
  required: (field) => `The ${field} field is required.`,
  string: (field) => `The ${field} field must be a string.`,
  numeric: (field) => `The ${field} field must be a number.`,
  boolean: (field) => `The ${field} field must be true or false.`,
  array: (field) => `The ${field} field must be an array.`,
  email: (field) => `The ${field} field must be a valid email address.`,
  url: (field) => `The ${field} field must be a valid URL.`,
  in: (field) => `The selected ${field} is invalid.`,
  digits: (field) => `The ${field} field must contain only numbers.`,
  digits11: (field) => `The ${field} field must be 11 digits.`,
  requiredIfCorporate: (field) => `The ${field} field is required when customer details.type is corporate.`,
  prohibitedUnlessPrivate: (field) =>
    `The ${field} field is prohibited unless customer details.type is in private.`,
  decimal: (field) => `The ${field} field must have 0-2 decimal places.`,
  min: (field) => `The ${field} field must be at least 0.01.`,
  afterOrEqualNow: (field) => `The ${field} field must be a date after or equal to now.`,
  timestamp: (field) => `The ${field} field must be a Unix timestamp.`,
};

/** Sentences about totals that do not add up; nothing is executed then. */
export const TOTALS = {
  grandTotal: 'The grand total must equal the sum of the product amounts.',
  orderGrandTotal: 'The order summary.grand total must equal the sum of the product amounts.',
  orderSubTotal: 'The order summary.sub total must equal the product amounts without tax.',
  orderSummary: 'The order summary.grand total must equal the sub total plus the total tax.',
  wholeCharge: 'The charge is not partially refundable: the grand total must equal the charged amount.',
} as const;

/** The sentence for a rule that a field breaks. */
export function sentence(rule: FieldRule, path: ReadonlyArray<PropertyKey>): string {
  return SENTENCES[rule](fieldName(path));
}

/** Laravel writes fields of lists as they are ("products.0.rate"), others in words ("order summary.grand total"). */
function fieldName(path: ReadonlyArray<PropertyKey>): string {
  const dotted = path.map(String).join('.');
  if (path[0] === 'products') return dotted;
  return dotted.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/_/g, ' ');
}
