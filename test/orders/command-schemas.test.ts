/** Which bodies of commands are taken, and which fields are named when one is not. */
import { describe, expect, it } from '@jest/globals';
import { type CommandName, commandSchemas } from '../../src/orders/command-schemas';
import { fieldFaults } from '../../src/orders/field-faults';

function pathsAtFault(name: CommandName, body: unknown): string[] {
  const result = commandSchemas[name].safeParse(body);
  return result.success ? [] : fieldFaults(result.error).map((fault) => fault.path);
}

const line = { name: 'Minibar', amountMinor: 4500, taxPercent: 25 };

describe('the bodies of commands', () => {
  it.each<[CommandName, unknown]>([
    ['capture', {}],
    ['capture', { note: 'Arrived' }],
    ['capture', { amountMinor: 1 }],
    [
      'capture',
      {
        lines: [
          { line: 0, amountMinor: 100 },
          { line: 1, amountMinor: 100 },
        ],
      },
    ],
    ['charge', { lines: [line], note: 'Minibar' }],
    ['refund', { reference: 'CAP123' }],
    ['refund', { reference: 'CHA123', amountMinor: 5 }],
    ['refund', { reference: 'CHA123', lines: [{ line: 0, amountMinor: 5 }] }],
    ['cancel', { note: 'No show' }],
    ['complete', { note: 'Done' }],
    ['resend', {}],
    ['resend', { email: 'ola@example.com', phone: { countryCode: '+47', number: '46567468' } }],
    ['resolve', { operationId: 'op-1', outcome: 'refused', evidence: 'Asked the provider by phone' }],
  ])('%s takes %j', (name, body) => {
    expect(pathsAtFault(name, body)).toEqual([]);
  });

  it.each<[CommandName, unknown, string]>([
    ['capture', { amountMinor: 1, lines: [{ line: 0, amountMinor: 1 }] }, 'lines'],
    ['capture', { amountMinor: 0 }, 'amountMinor'],
    ['capture', { amountMinor: 1.5 }, 'amountMinor'],
    ['capture', { lines: [] }, 'lines'],
    ['capture', { lines: [{ line: -1, amountMinor: 1 }] }, 'lines.0.line'],
    [
      'capture',
      {
        lines: [
          { line: 0, amountMinor: 1 },
          { line: 0, amountMinor: 1 },
        ],
      },
      'lines.1.line',
    ],
    ['capture', { amount: 5 }, 'amount'],
    ['charge', {}, 'lines'],
    ['charge', { lines: [{ ...line, amountMinor: '5' }] }, 'lines.0.amountMinor'],
    ['refund', {}, 'reference'],
    ['refund', { reference: 'CAP1', amountMinor: 1, lines: [{ line: 0, amountMinor: 1 }] }, 'lines'],
    ['cancel', {}, 'note'],
    ['cancel', { note: '' }, 'note'],
    ['complete', { note: 'x'.repeat(1001) }, 'note'],
    ['resend', { phone: { countryCode: '+47' } }, 'phone.number'],
    ['resend', { email: 'nobody' }, 'email'],
    ['resolve', { operationId: 'op-1', outcome: 'unknown', evidence: 'x' }, 'outcome'],
    ['resolve', { operationId: 'op-1', outcome: 'executed' }, 'evidence'],
  ])('%s refuses %j at its path', (name, body, path) => {
    expect(pathsAtFault(name, body)).toEqual([path]);
  });

  const card = 'Visa 4111-1111-1111-1111';

  it.each<[CommandName, unknown, string]>([
    ['capture', { note: card }, 'note'],
    ['charge', { lines: [{ ...line, name: card }] }, 'lines.0.name'],
    ['charge', { lines: [line], note: card }, 'note'],
    ['refund', { reference: 'CAP1', note: card }, 'note'],
    ['cancel', { note: card }, 'note'],
    ['complete', { note: card }, 'note'],
    ['resolve', { operationId: 'op-1', outcome: 'refused', evidence: card }, 'evidence'],
  ])('%s refuses the number of a card: %j', (name, body, path) => {
    expect(pathsAtFault(name, body)).toEqual([path]);
  });
});
