/** The shape of every command's body: each field at fault is named by its path, and every fault at once. */
import { describe, expect, it } from '@jest/globals';
import { contextFaults, type MessageName, shapeFaults } from '../../workflows/command-shapes';

const AMOUNT = 'must be a positive whole number of minor units';
const TEXT = 'must be a text of 1 to 1000 characters';
const LIST = 'must be a list of 1 to 500 entries';
const OBJECT = 'must be an object';

const paths = (name: MessageName, body: unknown) => shapeFaults(name, body).map(({ path }) => path);

const RIGHT: Record<MessageName, unknown[]> = {
  capture: [{}, { note: 'Now' }, { amountMinor: 1 }, { lines: [{ line: 0, amountMinor: 1 }] }],
  charge: [
    { lines: [{ name: 'Minibar', amountMinor: 9_900, taxPercent: 25 }] },
    { lines: [{ name: 'Fee', amountMinor: 1, taxPercent: 0 }], note: 'After the stay' },
  ],
  refund: [
    { reference: 'CAP1' },
    { reference: 'CAP1', amountMinor: 1, note: 'Rain' },
    { reference: 'CHA1', lines: [{ line: 3, amountMinor: 5 }] },
  ],
  cancel: [{ note: 'Not wanted' }],
  complete: [{ note: 'Done' }],
  resend: [{}, { email: 'kari@example.com' }, { phone: { countryCode: '+47', number: '46567468' } }],
  resolve: [
    { operationId: 'capture-2', outcome: 'executed', evidence: 'Seen in the dashboard' },
    { operationId: 'capture-2', outcome: 'refused', evidence: 'Not in the dashboard' },
  ],
};
const NAMES = Object.keys(RIGHT) as MessageName[];

describe('the shape of a command', () => {
  it.each(NAMES.flatMap((name) => RIGHT[name].map((body) => [name, body] as const)))(
    'takes %s %j',
    (name, body) => {
      expect(shapeFaults(name, body)).toEqual([]);
    },
  );

  it.each(NAMES)('refuses a %s that is no object', (name) => {
    for (const body of [null, undefined, 'all', 7, [], [{}]]) {
      expect(shapeFaults(name, body)).toEqual([{ path: '', message: OBJECT }]);
    }
  });

  it('repeats no field’s name that is more than a name', () => {
    for (const key of ['Kari Nordmann', 'kari@example.com', '46567468', 'x'.repeat(41), 'ø', '']) {
      expect(shapeFaults('cancel', { note: 'Ill', [key]: 1 })).toEqual([
        { path: '(a field)', message: 'is not a field of cancel' },
      ]);
    }
  });

  it.each(NAMES)('refuses a field that a %s does not have', (name) => {
    const body = { ...(RIGHT[name][0] as object), amount: 150, __proto: 1 };
    expect(shapeFaults(name, body)).toEqual([
      { path: 'amount', message: `is not a field of ${name}` },
      { path: '__proto', message: `is not a field of ${name}` },
    ]);
  });

  it.each([0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, Number.POSITIVE_INFINITY, '100', null, {}])(
    'refuses the amount %p wherever one stands',
    (amountMinor) => {
      const fault = (path: string) => [{ path, message: AMOUNT }];
      expect(shapeFaults('capture', { amountMinor })).toEqual(fault('amountMinor'));
      expect(shapeFaults('refund', { reference: 'CAP1', amountMinor })).toEqual(fault('amountMinor'));
      expect(shapeFaults('capture', { lines: [{ line: 0, amountMinor }] })).toEqual(
        fault('lines.0.amountMinor'),
      );
      const lines = [{ name: 'Fee', amountMinor, taxPercent: 0 }];
      expect(shapeFaults('charge', { lines })).toEqual(fault('lines.0.amountMinor'));
    },
  );

  it.each<[MessageName, unknown, string]>([
    ['refund', {}, 'reference'],
    ['resend', { phone: { countryCode: '', number: '46567468' } }, 'phone.countryCode'],
    ['resend', { phone: { countryCode: '+47' } }, 'phone.number'],
    ['resolve', { outcome: 'executed', evidence: 'Seen' }, 'operationId'],
    ['refund', { reference: 'CAP1 and more' }, 'reference'],
    ['refund', { reference: 'C'.repeat(65) }, 'reference'],
  ])('refuses a %s with the name of %j', (name, body, path) => {
    expect(shapeFaults(name, body)).toEqual([
      { path, message: 'must be 1 to 64 of letters, digits and +#._:-' },
    ]);
  });

  it.each<[MessageName, unknown, string]>([
    ['capture', { note: '' }, 'note'],
    ['charge', { lines: [{ name: 'Fee', amountMinor: 1, taxPercent: 0 }], note: 7 }, 'note'],
    ['charge', { lines: [{ name: '  ', amountMinor: 1, taxPercent: 0 }] }, 'lines.0.name'],
    ['refund', { reference: 'CAP1', note: null }, 'note'],
    ['cancel', {}, 'note'],
    ['cancel', { note: 'x'.repeat(1001) }, 'note'],
    ['complete', { note: ['Done'] }, 'note'],
    ['resend', { email: '' }, 'email'],
    ['resolve', { operationId: 'capture-2', outcome: 'executed' }, 'evidence'],
  ])('refuses a %s with the text of %j', (name, body, path) => {
    expect(shapeFaults(name, body)).toEqual([{ path, message: TEXT }]);
  });

  it('takes a text of a thousand characters', () => {
    expect(shapeFaults('cancel', { note: 'x'.repeat(1000) })).toEqual([]);
  });

  it.each([-0.1, 100.1, '25', undefined, Number.NaN])('refuses the tax %p', (taxPercent) => {
    expect(shapeFaults('charge', { lines: [{ name: 'Fee', amountMinor: 1, taxPercent }] })).toEqual([
      { path: 'lines.0.taxPercent', message: 'must be a percentage from 0 to 100' },
    ]);
  });

  it.each([
    [[]],
    ['all'],
    [{}],
    [null],
    [Array.from({ length: 501 }, (_, line) => ({ line, amountMinor: 1 }))],
  ])('refuses lines that are no list of a fair length: %#', (lines) => {
    expect(shapeFaults('capture', { lines })).toEqual([{ path: 'lines', message: LIST }]);
    expect(shapeFaults('refund', { reference: 'CAP1', lines })).toEqual([{ path: 'lines', message: LIST }]);
    expect(shapeFaults('charge', { lines })).toEqual([{ path: 'lines', message: LIST }]);
  });

  it('refuses a charge without lines', () => {
    expect(shapeFaults('charge', {})).toEqual([{ path: 'lines', message: LIST }]);
  });

  it('refuses entries that are no objects', () => {
    expect(shapeFaults('capture', { lines: [7] })).toEqual([{ path: 'lines.0', message: OBJECT }]);
    expect(shapeFaults('charge', { lines: [null] })).toEqual([{ path: 'lines.0', message: OBJECT }]);
    expect(shapeFaults('resend', { phone: '+47 46567468' })).toEqual([{ path: 'phone', message: OBJECT }]);
  });

  it.each([-1, 0.5, '0', undefined, null])('refuses the line index %p', (line) => {
    expect(shapeFaults('capture', { lines: [{ line, amountMinor: 1 }] })).toEqual([
      { path: 'lines.0.line', message: 'must be a line index from 0' },
    ]);
  });

  it('refuses a line that is named twice', () => {
    const lines = [1, 0, 1].map((line) => ({ line, amountMinor: 1 }));
    expect(shapeFaults('refund', { reference: 'CAP1', lines })).toEqual([
      { path: 'lines.2.line', message: 'names a line twice' },
    ]);
  });

  it('refuses an amount beside lines', () => {
    const both = { amountMinor: 1, lines: [{ line: 0, amountMinor: 1 }] };
    expect(paths('capture', both)).toEqual(['lines']);
    expect(paths('refund', { reference: 'CAP1', ...both })).toEqual(['lines']);
  });

  it.each(['unknown', 'pending', '', undefined])('refuses the outcome %p', (outcome) => {
    expect(shapeFaults('resolve', { operationId: 'capture-2', outcome, evidence: 'Seen' })).toEqual([
      { path: 'outcome', message: 'must be "executed" or "refused"' },
    ]);
  });

  it('names every fault at once', () => {
    expect(
      paths('refund', { note: '', amountMinor: 0, lines: [{ line: -1, amountMinor: 0 }], to: 'me' }),
    ).toEqual(['to', 'reference', 'note', 'lines', 'amountMinor', 'lines.0.line', 'lines.0.amountMinor']);
  });

  it('refuses a charge whose lines sum up to no safe integer', () => {
    const lines = [1, 2].map((number) => ({
      name: `Line ${number}`,
      amountMinor: Number.MAX_SAFE_INTEGER,
      taxPercent: 0,
    }));
    expect(paths('charge', { lines })).toEqual(['lines']);
    const byIndex = lines.map(({ amountMinor }, line) => ({ line, amountMinor }));
    expect(paths('capture', { lines: byIndex })).toEqual(['lines']);
  });
});

describe('who asks, and under which id', () => {
  it.each([
    undefined,
    null,
    {},
    { operationId: 'k-0a1b2c' },
    { operationId: 'A.b_c-9', requestedBy: 'booking' },
  ])('may be %j', (by) => expect(contextFaults(by)).toEqual([]));

  it.each(['', ' capture', 'capture 1', 'kari/1', '-1', '[op:1]', 'ø', 'x'.repeat(65), 17, null])(
    'refuses the operation id %p: its caller relies on it',
    (operationId) => {
      expect(contextFaults({ operationId }).map(({ path }) => path)).toEqual(['context.operationId']);
    },
  );

  it('refuses an asker without a name, and what is no object', () => {
    expect(contextFaults({ requestedBy: '' }).map(({ path }) => path)).toEqual(['context.requestedBy']);
    expect(contextFaults('booking')).toEqual([{ path: 'context', message: OBJECT }]);
  });
});
