// The personal values in a request, so that they can be taken out of whatever the provider says about it.

/** Fields that hold no personal data, whatever request they stand in. */
const IMPERSONAL_FIELDS = new Set([
  'type',
  'language',
  'currency',
  'country',
  'countryCode',
  'lines',
  'orderDate',
  'linkExpiresAt',
  'notify',
  'settings',
  'via',
  'source',
  'reference',
  'referenceNo',
  'from',
  'to',
]);
/** Fields whose single words are personal as well: a first name alone is. */
const WORD_BY_WORD_FIELDS = new Set(['name', 'street']);
/** Shorter words are in every sentence, and name nobody. */
const MIN_WORD_LENGTH = 3;

/** Every string of the request that may be personal: names, addresses, numbers, notes, URLs with tokens. */
export function personalValues(request: unknown): string[] {
  const values: string[] = [];
  const visit = (value: unknown, field: string): void => {
    if (IMPERSONAL_FIELDS.has(field)) return;
    if (typeof value === 'string') {
      values.push(value);
      if (WORD_BY_WORD_FIELDS.has(field)) {
        values.push(...value.split(/[\s,.-]+/).filter((word) => word.length >= MIN_WORD_LENGTH));
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) visit(each, key);
    }
  };
  visit(request, '');
  return values;
}
