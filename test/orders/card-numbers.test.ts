/** What is taken for a payment card's number within a text, and what is not. The numbers are the brands' own test numbers. */
import { describe, expect, it } from '@jest/globals';
import { number as cardNumber } from 'card-validator';
import luhn10 from 'card-validator/dist/luhn-10';
import fc from 'fast-check';
import { cardFaults, cardNumberPaths, holdsCardNumber } from '../../src/orders/card-numbers';

describe('a card’s number', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa in groups', '4111 1111 1111 1111'],
    ['Mastercard with dashes', '5555-5555-5555-4444'],
    ['Mastercard of the newer range', '2223 0000 4841 0010'],
    ['American Express', '3782 822463 10005'],
    ['Diners Club', '3056 930902 5904'],
    ['Discover', '6011 1111 1111 1117'],
    ['JCB', '3530 1113 3330 0000'],
    ['UnionPay', '6200 0000 0000 0005'],
    ['digit by digit', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
    ['two spaces', '4111  1111  1111  1111'],
    ['no-break spaces', '4111\u00a01111\u00a01111\u00a01111'],
    ['long dashes', '4111–1111–1111–1111'],
    ['wide digits', '４１１１１１１１１１１１１１１１'],
  ])('is found: %s', (_how, number) => {
    expect(holdsCardNumber(number)).toBe(true);
    expect(holdsCardNumber(`Took it by phone: ${number}, 12/27, Visa.`)).toBe(true);
    expect(holdsCardNumber(`card${number}exp`)).toBe(true);
  });

  it('is found among other digits', () => {
    expect(holdsCardNumber('Room 12 4111 1111 1111 1111 737')).toBe(true);
    expect(holdsCardNumber('Two nights\n4111 1111 1111 1111\n2 guests')).toBe(true);
  });

  it.each([
    ['a wrong check digit', '4111 1111 1111 1112'],
    ['too few digits', '4111 1111 1111'],
    ['part of longer digits', `0${'4111111111111111'}00000000`],
    ['a masked number', '4111 11** **** 1111'],
    ['a Norwegian phone number', '+47 912 34 567'],
    ['a phone number in international form that passes every check', '+630000000000'],
    ['a phone number with zeros', '0047 91 23 45 67'],
    ['a personal number', '01129955131'],
    ['a personal number in two parts', '011299 55131'],
    ['an organisation number', 'NO 923 609 016 MVA'],
    ['an IBAN', 'NO93 8601 1117 947'],
    ['an account number', '8601.11.17947'],
    ['a date and a time', '2026-11-21 18:30:00'],
    ['an order id', 'booking-20261121-000123'],
    ['a reservation uuid', 'RES1943140879'],
    ['an amount', 'NOK 1 234 567 890,00'],
    ['nothing', ''],
  ])('is not %s', (_what, text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  it('is never seen in digits fewer than any card has', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,12}$/), (digits) => {
        expect(holdsCardNumber(digits)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  const luhnValidateUnionPay = { luhnValidateUnionPay: true };
  const beginnings = fc.constantFrom(
    '4',
    '5',
    '6',
    '2',
    '3',
    '1800',
    '2131',
    '81',
    '493698',
    '22',
    '30',
    '35',
  );

  it('is what card-validator takes for one, from 13 digits on', () => {
    let valid = 0;
    fc.assert(
      fc.property(beginnings, fc.stringMatching(/^\d{9,18}$/), (beginning, rest) => {
        const digits = `${beginning}${rest}`.slice(0, 18);
        const check = '0123456789'.split('').find((digit) => luhn10(`${digits}${digit}`));
        const number = `${digits}${check}`;
        if (number.length < 13 || !cardNumber(number, luhnValidateUnionPay).isValid) return;
        valid += 1;
        expect([number, holdsCardNumber(number)]).toEqual([number, true]);
      }),
      { numRuns: 100 },
    );
    expect(valid).toBeGreaterThan(5);
  });

  it('has a beginning that card-validator knows', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{13,19}$/), (digits) => {
        if (holdsCardNumber(digits)) expect(cardNumber(digits).card).not.toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('is found in time that grows with the text, however many digits it has', () => {
    expect(holdsCardNumber('1 '.repeat(100_000))).toBe(false);
    expect(holdsCardNumber('9'.repeat(200_000))).toBe(false);
  });

  it('is named by its path, wherever it stands', () => {
    const lines = [{ name: 'Cabin' }, { name: '4111 1111 1111 1111' }];
    expect(cardNumberPaths({ note: 'none', lines, amountMinor: 4111111111111111 })).toEqual(['lines.1.name']);
    expect(cardNumberPaths('4111111111111111', 'note')).toEqual(['note']);
    const message = 'must not hold the number of a payment card';
    expect(cardFaults({ evidence: '4111111111111111', reference: '4111111111111111', lines })).toEqual([
      { path: 'evidence', message },
      { path: 'lines.1.name', message },
    ]);
  });
});
